package tributary.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Generates realistic changes. The same seed, options and times give the same events. Not
 * thread-safe.
 */
public final class Changes {
  private static final int REMEMBERED = 200;
  private static final double OF_THE_WAR = 0.35;
  private static final Set<ChangeKind> NEVER_AGAIN =
      EnumSet.of(
          ChangeKind.MALFORMED, ChangeKind.RETYPED, ChangeKind.FUTURE, ChangeKind.FAR_FUTURE);

  private final Random random;
  private final ChangeOptions options;
  private final ChangeSubjects subjects;
  private final ChangeAuthors authors;
  private final long firstRcid;
  private final Map<String, Long> changesOfWiki = new HashMap<>();
  private final List<AChange> recent = new ArrayList<>();
  private @Nullable EditWar war;

  private Changes(long seed, ChangeOptions options, long firstRcid) {
    this.random = new Random(seed);
    this.options = options;
    this.subjects = new ChangeSubjects(random, options);
    this.authors = new ChangeAuthors(random, options);
    this.firstRcid = firstRcid;
  }

  public static Changes seeded(long seed, ChangeOptions options) {
    return new Changes(seed, options, 1_900_000_000L);
  }

  /** Each wiki's changes are counted from {@code firstRcid}. */
  static Changes seeded(long seed, ChangeOptions options, long firstRcid) {
    return new Changes(seed, options, firstRcid);
  }

  /** {@code count} events that come in evenly spread over [from, to). */
  public List<ChangeEvent> between(Instant from, Instant to, int count) {
    List<ChangeEvent> made = new ArrayList<>(count);
    double step = (double) Duration.between(from, to).toMillis() / count;
    for (int i = 0; i < count; i++) {
      made.add(next(from.plusMillis((long) (i * step))));
    }
    return made;
  }

  /** The next event, which comes in at {@code intake}. */
  public ChangeEvent next(Instant intake) {
    Instant now = intake.truncatedTo(ChronoUnit.MILLIS);
    if (happens(ChangeKind.CANARY)) {
      byte[] canary = AChange.canary(now).withEventId(RandomIds.next(random)).bytes();
      return new ChangeEvent(true, now, canary, Set.of(ChangeKind.CANARY));
    }
    if (!recent.isEmpty() && happens(ChangeKind.REPEATED)) {
      byte[] again = Titles.pick(random, recent).bytes();
      return new ChangeEvent(false, now, again, Set.of(ChangeKind.REPEATED));
    }
    if (!recent.isEmpty() && happens(ChangeKind.RECORDED_AGAIN)) {
      AChange again = Titles.pick(random, recent).copy();
      // without an rcid it would be another change
      if (!again.text("/id").isEmpty()) {
        byte[] data = again.withEventId(RandomIds.next(random)).at(now).bytes();
        return new ChangeEvent(false, now, data, Set.of(ChangeKind.RECORDED_AGAIN));
      }
    }
    return made(now);
  }

  private ChangeEvent made(Instant now) {
    Set<ChangeKind> kinds = EnumSet.noneOf(ChangeKind.class);
    Instant kafkaTime =
        happens(kinds, ChangeKind.OUT_OF_ORDER) ? now.minusMillis(1 + random.nextInt(990)) : now;
    AChange change = battle(kinds);
    if (change == null) {
      Wiki wiki = ChangeWikis.any(random);
      change = subjects.describe(kinds, wiki);
      change.on(wiki.domain());
      kinds.addAll(authors.sign(change, wiki));
      if (kinds.contains(ChangeKind.HOSTILE_TITLE)) {
        change.by(change.text("/title"));
      }
      number(change, kinds);
    }
    change.withEventId(RandomIds.next(random)).at(eventTime(kinds, kafkaTime));
    if (happens(kinds, ChangeKind.RETYPED)) {
      SpoiltChange.retyped(change, random);
    }
    if (happens(kinds, ChangeKind.MALFORMED)) {
      return new ChangeEvent(false, kafkaTime, SpoiltChange.broken(change, random), kinds);
    }
    return remembered(change, kafkaTime, kinds);
  }

  private @Nullable AChange battle(Set<ChangeKind> kinds) {
    if (war == null && happens(ChangeKind.EDIT_WAR)) {
      Wiki wiki = ChangeWikis.any(random);
      war =
          new EditWar(
              wiki,
              subjects.title(wiki),
              authors.registered(wiki),
              authors.registered(wiki),
              random);
    }
    if (war == null || random.nextDouble() >= OF_THE_WAR) {
      return null;
    }
    kinds.add(ChangeKind.EDIT_WAR);
    EditWar now = war;
    AChange change = now.next();
    number(change, kinds);
    if (now.isOver()) {
      war = null;
    }
    return change;
  }

  /** Rcid and revisions; the rcids of one wiki nearly follow each other. */
  private void number(AChange change, Set<ChangeKind> kinds) {
    long rcid = nextRcid(change.text("/wiki"));
    long huge = happens(kinds, ChangeKind.HUGE_ID) ? 1L << 40 : 0;
    if (!change.text("/id").isEmpty()) {
      change.rcid(rcid + huge);
    }
    if (kinds.contains(ChangeKind.NEW_PAGE)) {
      change.firstRevision(2 * rcid + huge + 1);
    } else if (!change.text("/revision/new").isEmpty()) {
      change.revisions(2 * rcid - 1 - random.nextInt(90_000), 2 * rcid + huge + 1);
    }
  }

  private long nextRcid(String wiki) {
    return firstRcid + changesOfWiki.merge(wiki, 1L, Long::sum);
  }

  private Instant eventTime(Set<ChangeKind> kinds, Instant kafkaTime) {
    if (happens(kinds, ChangeKind.LATE)) {
      return kafkaTime.minusSeconds(60 + random.nextInt(5 * 3_600));
    }
    if (happens(kinds, ChangeKind.FUTURE)) {
      return kafkaTime.plusSeconds(600 + random.nextInt(10_000));
    }
    return happens(kinds, ChangeKind.FAR_FUTURE)
        ? Instant.parse("2099-01-01T00:00:00Z")
        : kafkaTime;
  }

  private ChangeEvent remembered(AChange change, Instant kafkaTime, Set<ChangeKind> kinds) {
    if (kinds.stream().noneMatch(NEVER_AGAIN::contains)) {
      if (recent.size() == REMEMBERED) {
        recent.remove(0);
      }
      recent.add(change.copy());
    }
    return new ChangeEvent(false, kafkaTime, change.bytes(), kinds);
  }

  private boolean happens(Set<ChangeKind> kinds, ChangeKind kind) {
    boolean now = happens(kind);
    if (now) {
      kinds.add(kind);
    }
    return now;
  }

  private boolean happens(ChangeKind kind) {
    return random.nextDouble() < options.rate(kind);
  }
}
