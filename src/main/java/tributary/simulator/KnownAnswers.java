package tributary.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What anybody who read everything that was published must have counted: each event once by its
 * {@code meta.id}, in = clean + filtered + dead. Knows nothing of the product's code. Thread-safe.
 */
public final class KnownAnswers {
  /** Further ahead than this when it was published, an event stays hidden until its time comes. */
  private static final Duration QUARANTINED_AHEAD = Duration.ofMinutes(5);

  /** A creation and whether it lay too far in the future when it came. */
  record Published(Creation creation, boolean quarantined) {}

  private final Clock clock;
  private final int largestEvent;
  private final Set<String> identities = new HashSet<>();
  private final Set<String> cleanIds = new LinkedHashSet<>();
  private final List<Published> creations = new ArrayList<>();
  private long in;
  private long canaries;
  private long dead;
  private long quarantined;

  KnownAnswers(Clock clock, int largestEvent) {
    this.clock = clock;
    this.largestEvent = largestEvent;
  }

  synchronized void published(byte[] data) {
    if (data.length > largestEvent) {
      // only its head is kept, so nothing can recognise it when it comes again
      in++;
      dead++;
      return;
    }
    Recount.Verdict verdict = Recount.of(data);
    if (verdict.identity() != null && !identities.add(verdict.identity())) {
      return;
    }
    in++;
    if (verdict.creation() != null) {
      boolean ahead = verdict.creation().at().isAfter(clock.instant().plus(QUARANTINED_AHEAD));
      quarantined += ahead ? 1 : 0;
      cleanIds.add(verdict.creation().eventId());
      creations.add(new Published(verdict.creation(), ahead));
    } else if (verdict.fate() == Recount.Fate.CANARY) {
      canaries++;
    } else {
      dead++;
    }
  }

  /** Events received, each once, canaries included. */
  public synchronized long in() {
    return in;
  }

  /** Quarantined events included. */
  public synchronized long clean() {
    return creations.size();
  }

  public synchronized long dead() {
    return dead;
  }

  public synchronized long canaries() {
    return canaries;
  }

  /** By reason, as {@code /api/pipeline} says it. */
  public synchronized Map<String, Long> filtered() {
    return canaries == 0 ? Map.of() : Map.of("canary", canaries);
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
  public AnswersAt now() {
    return asOf(clock.instant());
  }

  /** The answers to everything published so far, with {@code now} as the present. */
  public synchronized AnswersAt asOf(Instant now) {
    return AnswersAt.of(
        creations.stream()
            .filter(one -> !one.quarantined() || !one.creation().at().isAfter(now))
            .map(Published::creation)
            .toList());
  }
}
