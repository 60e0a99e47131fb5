package tributary.serve;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.Distinct;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Tally;
import tributary.event.summary.Totals;

/**
 * What was measured in a range, as far as it was asked for, and which minutes of it are known
 * whole.
 */
record Measured(Range range, Piece sum, Coverage coverage) {
  Totals totals() {
    return Objects.requireNonNull(sum.totals(), "totals were not read");
  }

  Distinct.Both distincts() {
    return Objects.requireNonNull(sum.distincts(), "distincts were not read");
  }

  Tally pages() {
    return Objects.requireNonNull(sum.pages(), "pages were not read");
  }

  Tally editors() {
    return Objects.requireNonNull(sum.editors(), "editors were not read");
  }

  /** The minutes of the range in their order; null for one in which nothing happened. */
  MinuteSeries.@Nullable Point[] minutes() {
    long first = range.from().getEpochSecond() / 60;
    MinuteSeries.@Nullable Point[] minutes = new MinuteSeries.@Nullable Point[coverage.length()];
    for (MinuteSeries series : sum.series()) {
      series.points().forEach((minute, point) -> minutes[(int) (minute - first)] = point);
    }
    return minutes;
  }

  /** Begin of the minute at this place. */
  Instant start(int minute) {
    return range.from().plusSeconds(60L * minute);
  }
}
