package tributary.serve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tributary.platform.FeedGap;

/**
 * Which minutes of a range are known whole.
 *
 * @param minutes by their place in the range
 * @param through everything before it is counted; null when that cannot be said of any time
 */
record Coverage(Range range, BitSet minutes, @Nullable Instant through) {

  /**
   * @param from when the feed was first followed; null: never
   * @param unsettled minutes that wait to be counted again
   */
  static Coverage of(
      Range range,
      @Nullable Instant from,
      @Nullable Instant through,
      List<FeedGap> gaps,
      Collection<Instant> unsettled) {
    BitSet minutes = new BitSet();
    if (from != null && through != null) {
      Instant cut = from.truncatedTo(ChronoUnit.MINUTES);
      set(minutes, range, cut.equals(from) ? cut : cut.plusSeconds(60), through, true);
    }
    for (FeedGap gap : gaps) {
      // an event may be missing in the minute of the event behind the gap, too
      Instant end = gap.to().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
      set(minutes, range, gap.from().truncatedTo(ChronoUnit.MINUTES), end, false);
    }
    unsettled.forEach(minute -> set(minutes, range, minute, minute.plusSeconds(60), false));
    return new Coverage(range, minutes, through);
  }

  /** Marks the whole minutes of [from, to), as far as they lie in the range. */
  private static void set(BitSet minutes, Range range, Instant from, Instant to, boolean covered) {
    Instant first = from.isAfter(range.from()) ? from : range.from();
    Instant end = to.isBefore(range.to()) ? to : range.to();
    if (end.isAfter(first)) {
      minutes.set(place(range, first), place(range, end), covered);
    }
  }

  private static int place(Range range, Instant time) {
    return Math.toIntExact(ChronoUnit.MINUTES.between(range.from(), time));
  }

  boolean covers(int minute) {
    return minutes.get(minute);
  }

  /** Covered minutes of [from, to), by their places. */
  int count(int from, int to) {
    return minutes.get(from, Math.max(from, to)).cardinality();
  }

  int length() {
    return Math.toIntExact(range.length().toMinutes());
  }

  long seconds() {
    return minutes.cardinality() * 60L;
  }

  boolean complete() {
    return minutes.cardinality() == length();
  }

  /** Until when the answer speaks of everything; null when of nothing. */
  @Nullable Instant asOf() {
    if (through == null || !through.isAfter(range.from())) {
      return null;
    }
    return through.isBefore(range.to()) ? through : range.to();
  }
}
