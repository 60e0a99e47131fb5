package tributary.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tributary.event.Topics;

/**
 * A stretch of a feed's time in which the source has numbered events that never came.
 *
 * @param from time of the event before
 * @param to time of the event behind
 * @param events how many are missing
 */
public record FeedGap(Instant from, Instant to, long events) {
  private static final String STAGE = "gap";
  private static final String MISSING = "missing";

  /** The ledger's form of the {@code n}th gap of a feed. */
  public LedgerEntry entry(String feed, int n) {
    return new LedgerEntry(
        STAGE, feed, Topics.rawOf(feed), n, events, Map.of(MISSING, events), to, from, null);
  }

  /** All gaps of a feed, in the order they were noticed. */
  public static List<FeedGap> of(Collection<LedgerEntry> ledger, String feed) {
    return ledger.stream()
        .filter(entry -> entry.stage().equals(STAGE) && entry.feed().equals(feed))
        .sorted(Comparator.comparingInt(LedgerEntry::partition))
        .map(
            entry ->
                new FeedGap(
                    Objects.requireNonNull(entry.oldestEventAt()),
                    Objects.requireNonNull(entry.newestEventAt()),
                    entry.count(MISSING)))
        .toList();
  }

  /** Whether events may be missing in [start, end). */
  public boolean touches(Instant start, Instant end) {
    return from.isBefore(end) && !to.isBefore(start);
  }

  public boolean isNear(FeedGap other, Duration distance) {
    return !other.from().isAfter(to.plus(distance)) && !from.isAfter(other.to().plus(distance));
  }

  /** Both and what lies between them. */
  public FeedGap with(FeedGap other) {
    return new FeedGap(
        from.isBefore(other.from()) ? from : other.from(),
        to.isAfter(other.to()) ? to : other.to(),
        events + other.events());
  }
}
