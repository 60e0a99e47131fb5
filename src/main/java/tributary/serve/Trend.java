package tributary.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.MinuteSeries;

/**
 * Hour by hour or day by day. The moving mean is that of the events of so many steps of the
 * calendar up to and with this one: those in which nothing happened or nothing is known count as 0,
 * those before the range and the rest of the last step are looked at too.
 */
enum Trend {
  HOUR(ChronoUnit.HOURS, 24),
  DAY(ChronoUnit.DAYS, 7);

  private final ChronoUnit unit;
  private final int steps;

  Trend(ChronoUnit unit, int steps) {
    this.unit = unit;
    this.steps = steps;
  }

  /** What is to be read for this range. */
  Range around(Range range) {
    Instant first =
        range.from().truncatedTo(unit).minus(unit.getDuration().multipliedBy(steps - 1L));
    Instant last = range.to().minusMillis(1).truncatedTo(unit).plus(1, unit);
    return new Range(first, last);
  }

  /**
   * @param measured of {@link #around}
   * @param range that was asked for
   */
  MetricBody body(Measured measured, Range range) {
    MinuteSeries.@Nullable Point[] minutes = measured.minutes();
    int step = Math.toIntExact(unit.getDuration().toMinutes());
    long[] events = new long[minutes.length / step];
    for (int i = 0; i < minutes.length; i++) {
      MinuteSeries.Point point = minutes[i];
      events[i / step] += point == null ? 0 : point.events();
    }
    int from = place(measured, range.from());
    int to = place(measured, range.to());
    Grid series =
        new Grid(
            "start",
            "events",
            "bytes",
            "bots",
            "new_pages",
            "edits",
            "moving_mean",
            "covered_seconds");
    for (int at = steps - 1; at < events.length; at++) {
      int begin = Math.max(from, at * step);
      int end = Math.min(to, (at + 1) * step);
      int covered = measured.coverage().count(begin, end);
      MinuteSeries.Point sum = MinuteSum.of(minutes, begin, end).point();
      long window = 0;
      for (int before = at - steps + 1; before <= at; before++) {
        window += events[before];
      }
      boolean known = covered > 0;
      series.add(
          measured.start(at * step),
          known ? sum.events() : null,
          known ? sum.bytes() : null,
          known ? sum.bots() : null,
          known ? sum.newPages() : null,
          known ? sum.edits() : null,
          (double) window / steps,
          covered * 60L);
    }
    MinuteSeries.Point all = MinuteSum.of(minutes, from, to).point();
    Coverage own =
        new Coverage(
            range, measured.coverage().minutes().get(from, to), measured.coverage().through());
    return MetricBody.of("trend", new Measured(range, measured.sum(), own))
        .put("step", unit == ChronoUnit.HOURS ? "hour" : "day")
        .total(all.events(), all.bytes())
        .put("series", series);
  }

  private static int place(Measured measured, Instant time) {
    return Math.toIntExact(Duration.between(measured.range().from(), time).toMinutes());
  }
}
