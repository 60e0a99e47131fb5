package tributary.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How a range on whole minutes is put together: whole hours that are over, and minutes before and
 * behind them.
 *
 * @param whole from the begin of an hour to the end of one; empty when from equals to
 * @param edges slices of one hour at most, oldest first
 */
record MeasuredRange(Range whole, List<Range> edges) {
  static final Duration HOUR = Duration.ofHours(1);

  /**
   * @param running the hour that is not over yet
   * @param end after this nothing can have happened
   */
  static MeasuredRange of(Range asked, Instant running, Instant end) {
    Instant to = asked.to().isBefore(end) ? asked.to() : end;
    Instant first = asked.from().truncatedTo(ChronoUnit.HOURS);
    Instant wholeFrom = first.equals(asked.from()) ? first : first.plus(HOUR);
    Instant lastWhole = to.truncatedTo(ChronoUnit.HOURS);
    Instant wholeTo = lastWhole.isBefore(running) ? lastWhole : running;
    if (!wholeTo.isAfter(wholeFrom)) {
      return new MeasuredRange(
          new Range(asked.from(), asked.from()), slices(new Range(asked.from(), to)));
    }
    List<Range> edges = new ArrayList<>(slices(new Range(asked.from(), wholeFrom)));
    edges.addAll(slices(new Range(wholeTo, to)));
    return new MeasuredRange(new Range(wholeFrom, wholeTo), edges);
  }

  /** The parts that a range has in each hour. */
  static List<Range> slices(Range range) {
    List<Range> slices = new ArrayList<>();
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      Instant next = from.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
      Instant to = next.isBefore(range.to()) ? next : range.to();
      slices.add(new Range(from, to));
      from = to;
    }
    return slices;
  }

  /** Whether the whole day of this hour lies in the whole hours, and is over. */
  boolean coversDayOf(Instant hour) {
    Instant day = day(hour);
    return !day.isBefore(whole.from()) && !day.plus(Duration.ofDays(1)).isAfter(whole.to());
  }

  static Instant day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate().atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
