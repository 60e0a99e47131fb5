package tributary.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a report as of hour H covers: [H-7h, H-1h), six whole hours without the last finished one
 * and without the running one.
 *
 * @param asOf H
 */
record ReportRange(Instant asOf) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  Instant from() {
    return asOf.minus(HOUR.multipliedBy(7));
  }

  Instant to() {
    return asOf.minus(HOUR);
  }

  /** The six hours, oldest first. */
  List<Instant> hours() {
    return IntStream.range(0, 6).mapToObj(i -> from().plus(HOUR.multipliedBy(i))).toList();
  }

  /** The reports that speak of {@code hour}. */
  static List<ReportRange> over(Instant hour) {
    return IntStream.rangeClosed(2, 7)
        .mapToObj(i -> new ReportRange(hour.plus(HOUR.multipliedBy(i))))
        .toList();
  }

  /** As in {@code 12:00}; the hour 23 ends at {@code 00:00}. */
  static String clock(Instant time) {
    return CLOCK.format(time);
  }
}
