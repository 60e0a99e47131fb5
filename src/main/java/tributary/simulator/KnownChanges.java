package tributary.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What anybody who read these recentchange events must have counted: each event once by its {@code
 * meta.id}, each change once by what identifies it. Knows nothing of the product's code.
 * Thread-safe.
 */
public final class KnownChanges {
  private static final Duration QUARANTINED_AHEAD = Duration.ofMinutes(5);
  private static final Set<String> KEPT = Set.of("edit", "new", "log");

  /** A change and whether it lay too far in the future when it came. */
  private record Published(SeenChange change, boolean quarantined) {}

  private final Clock clock;
  private final int largestEvent;
  private final ChangeRecount recount;
  private final Set<String> identities = new HashSet<>();
  private final Set<String> cleanIds = new LinkedHashSet<>();
  private final List<Published> changes = new ArrayList<>();
  private final Map<String, Long> filtered = new TreeMap<>();
  private long in;
  private long strays;
  private long dead;
  private long quarantined;

  KnownChanges(Clock clock, int largestEvent, Set<String> types, boolean talk) {
    this.clock = clock;
    this.largestEvent = largestEvent;
    this.recount = new ChangeRecount(types, talk);
  }

  KnownChanges(Clock clock, int largestEvent) {
    this(clock, largestEvent, KEPT, true);
  }

  /**
   * About any list of events, recorded ones for instance, in the order in which they came.
   *
   * @param clock says when they came: decides which of them lie too far in the future
   */
  public static KnownChanges of(Collection<byte[]> events, Clock clock) {
    return of(events, clock, KEPT, true);
  }

  /**
   * @param types that are kept
   * @param talk whether talk pages are
   */
  public static KnownChanges of(
      Collection<byte[]> events, Clock clock, Set<String> types, boolean talk) {
    KnownChanges known = new KnownChanges(clock, 1 << 20, types, talk);
    events.forEach(known::published);
    return known;
  }

  synchronized void published(byte[] data) {
    if (data.length > largestEvent) {
      // only its head is kept, so nothing can recognise it when it comes again
      in++;
      dead++;
      return;
    }
    ChangeRecount.Verdict verdict = recount.of(data);
    String identity = verdict.identity();
    if (identity != null && !identities.add(identity)) {
      return;
    }
    if (!verdict.named()) {
      strays++;
      return;
    }
    in++;
    String reason = verdict.filtered();
    if (reason != null) {
      filtered.merge(reason, 1L, Long::sum);
    }
    dead += verdict.isDead() ? 1 : 0;
    keep(verdict.change());
  }

  private void keep(@Nullable SeenChange change) {
    if (change != null) {
      boolean ahead = change.at().isAfter(clock.instant().plus(QUARANTINED_AHEAD));
      quarantined += ahead ? 1 : 0;
      cleanIds.add(change.eventId());
      changes.add(new Published(change, ahead));
    }
  }

  /** Events received, each once, canaries included, {@link #strays()} apart. */
  public synchronized long in() {
    return in;
  }

  /**
   * Events that do not say of which stream they are: each counts as in and dead, for the first
   * stream of the connection that brought it.
   */
  public synchronized long strays() {
    return strays;
  }

  /** Quarantined events and repeated changes included. */
  public synchronized long clean() {
    return changes.size();
  }

  public synchronized long dead() {
    return dead;
  }

  /** By reason, as {@code /api/pipeline} says it. */
  public synchronized Map<String, Long> filtered() {
    return new TreeMap<>(filtered);
  }

  /** Of the clean events, those that lay too far in the future when they were published. */
  public synchronized long quarantined() {
    return quarantined;
  }

  /** {@code meta.id} of every clean event, quarantined ones included, in order of publication. */
  public synchronized Set<String> cleanEventIds() {
    return new LinkedHashSet<>(cleanIds);
  }

  /** The answers at this moment. */
  public ChangeAnswers now() {
    return asOf(clock.instant());
  }

  /** The answers to everything published so far, with {@code now} as the present. */
  public synchronized ChangeAnswers asOf(Instant now) {
    return ChangeAnswers.of(
        changes.stream()
            .filter(one -> !one.quarantined() || !one.change().at().isAfter(now))
            .map(Published::change)
            .toList());
  }
}
