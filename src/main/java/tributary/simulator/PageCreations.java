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
 * Generates realistic page creations. The same seed, options and times give the same events. Not
 * thread-safe.
 */
public final class PageCreations {
  private static final int REMEMBERED = 200;
  private static final double[] ZIPF = zipf(Wiki.BY_ACTIVITY.size());

  /** How far ahead of now events are kept back, as the contract says. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Readers are that late at most. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private record Made(APage page, Wiki wiki) {}

  private final Random random;
  private final PageCreationOptions options;
  private final Performers performers;
  private final long firstPageId;
  private final Map<String, Long> pagesOfWiki = new HashMap<>();
  private final List<Made> recent = new ArrayList<>();

  /** When what is made now will be published; null for the moment of its intake. */
  private @Nullable Instant publishedAt;

  private PageCreations(long seed, PageCreationOptions options, long firstPageId) {
    this.random = new Random(seed);
    this.options = options;
    this.performers = new Performers(random, options);
    this.firstPageId = firstPageId;
  }

  public static PageCreations seeded(long seed, PageCreationOptions options) {
    return new PageCreations(seed, options, 80_000_000L);
  }

  /** Page ids are counted per wiki from {@code firstPageId}. */
  static PageCreations seeded(long seed, PageCreationOptions options, long firstPageId) {
    return new PageCreations(seed, options, firstPageId);
  }

  /**
   * {@code count} events that come in evenly spread over [from, to), to be published at {@code to}.
   * Whether an event is too far ahead is seen when it is read, some time later: none lies so near
   * that limit that this time decides.
   */
  public List<PageCreation> between(Instant from, Instant to, int count) {
    publishedAt = to;
    List<PageCreation> made = new ArrayList<>(count);
    double step = (double) Duration.between(from, to).toMillis() / count;
    for (int i = 0; i < count; i++) {
      made.add(next(from.plusMillis((long) (i * step))));
    }
    publishedAt = null;
    return made;
  }

  /** The next event, which comes in at {@code intake}. */
  public PageCreation next(Instant intake) {
    Instant now = intake.truncatedTo(ChronoUnit.MILLIS);
    if (happens(Kind.CANARY)) {
      byte[] canary = APage.canary(now).withEventId(RandomIds.next(random)).bytes();
      return new PageCreation(true, now, canary, Set.of(Kind.CANARY));
    }
    if (!recent.isEmpty() && happens(Kind.REPEATED)) {
      byte[] again = Titles.pick(random, recent).page().bytes();
      return new PageCreation(false, now, again, Set.of(Kind.REPEATED));
    }
    if (!recent.isEmpty() && happens(Kind.CREATED_AGAIN)) {
      return createdAgain(Titles.pick(random, recent), now);
    }
    return created(now);
  }

  private PageCreation createdAgain(Made earlier, Instant now) {
    APage page =
        earlier
            .page()
            .copy()
            .withEventId(RandomIds.next(random))
            .withRevId(earlier.page().number("/rev_id") + 1_000)
            .at(now);
    return new PageCreation(false, now, page.bytes(), Set.of(Kind.CREATED_AGAIN));
  }

  private PageCreation created(Instant now) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    Made before = recent.isEmpty() ? null : recent.get(recent.size() - 1);
    boolean sameSecond = before != null && happens(kinds, Kind.SAME_SECOND);
    Wiki wiki = sameSecond && before != null ? before.wiki() : wiki();
    long number = pagesOfWiki.merge(wiki.database(), 1L, Long::sum);
    String title = title(kinds, wiki, number);
    APage page = describe(title, wiki, kinds, number);
    Instant kafkaTime =
        happens(kinds, Kind.OUT_OF_ORDER) ? now.minusMillis(1 + random.nextInt(990)) : now;
    if (sameSecond && before != null) {
      page.sameUserAs(before.page()).at(sameSecondAs(before.page()));
    } else {
      kinds.addAll(performers.perform(page, wiki));
      if (kinds.contains(Kind.HOSTILE_TITLE)) {
        page.by(title, 5_000_000L + title.length());
      }
      page.at(eventTime(kinds, kafkaTime));
    }
    if (happens(kinds, Kind.MALFORMED)) {
      return new PageCreation(false, kafkaTime, Malformed.broken(page, random), kinds);
    }
    remember(new Made(page, wiki));
    return new PageCreation(false, kafkaTime, page.bytes(), kinds);
  }

  private APage describe(String title, Wiki wiki, Set<Kind> kinds, long number) {
    int namespace = random.nextInt(5) == 0 ? 14 : wiki.database().equals("commonswiki") ? 6 : 0;
    long pageId = firstPageId + number;
    return APage.named(title)
        .on(wiki.domain())
        .withEventId(RandomIds.next(random))
        .withPageId(happens(kinds, Kind.HUGE_ID) ? pageId + (1L << 40) : pageId)
        .withRevId(2_400_000_000L + 3 * pageId)
        .inNamespace(namespace)
        .commented(
            kinds.contains(Kind.HOSTILE_TITLE)
                ? Titles.hostile(random)
                : "Created page with \"'''" + title.replace('_', ' ') + "''' is...\"");
  }

  private String title(Set<Kind> kinds, Wiki wiki, long number) {
    if (happens(kinds, Kind.HOSTILE_TITLE)) {
      return Titles.hostile(random);
    }
    return happens(kinds, Kind.STRANGE_TITLE)
        ? Titles.strange(random)
        : Titles.plain(random, wiki.language(), number);
  }

  private Instant eventTime(Set<Kind> kinds, Instant kafkaTime) {
    if (happens(kinds, Kind.LATE)) {
      return kafkaTime.minusSeconds(60 + random.nextInt(5 * 3_600));
    }
    if (happens(kinds, Kind.FUTURE)) {
      return awayFromTheLimit(kafkaTime.plusSeconds(600 + random.nextInt(10_000)));
    }
    return happens(kinds, Kind.FAR_FUTURE) ? Instant.parse("2099-01-01T00:00:00Z") : kafkaTime;
  }

  private Instant awayFromTheLimit(Instant future) {
    if (publishedAt == null
        || future.isBefore(publishedAt.plus(LIMIT))
        || future.isAfter(publishedAt.plus(LIMIT).plus(MARGIN))) {
      return future;
    }
    return future.plus(MARGIN);
  }

  private Instant sameSecondAs(APage before) {
    Instant second = Instant.parse(before.text("/meta/dt")).truncatedTo(ChronoUnit.SECONDS);
    return second.plusMillis(random.nextInt(1_000));
  }

  private void remember(Made made) {
    if (recent.size() == REMEMBERED) {
      recent.remove(0);
    }
    recent.add(made);
  }

  private Wiki wiki() {
    double point = random.nextDouble();
    int found = java.util.Arrays.binarySearch(ZIPF, point);
    return Wiki.BY_ACTIVITY.get(Math.min(found < 0 ? -found - 1 : found, ZIPF.length - 1));
  }

  private boolean happens(Set<Kind> kinds, Kind kind) {
    boolean now = happens(kind);
    if (now) {
      kinds.add(kind);
    }
    return now;
  }

  private boolean happens(Kind kind) {
    return random.nextDouble() < options.rate(kind);
  }

  private static double[] zipf(int size) {
    double[] upTo = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
    for (int rank = 0; rank < size; rank++) {
      upTo[rank] /= sum;
    }
    return upTo;
  }
}
