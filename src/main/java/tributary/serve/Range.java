package tributary.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A half-open range of event time: from is in it, to is not. */
record Range(Instant from, Instant to) {
  /** Before and after every event. */
  static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

  static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

  Duration length() {
    return Duration.between(from, to);
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(to);
  }

  /** First hour that has a part in the range. */
  Instant firstHour() {
    return from.truncatedTo(ChronoUnit.HOURS);
  }

  /** Last hour that has a part in the range. */
  Instant lastHour() {
    return to.minusMillis(1).truncatedTo(ChronoUnit.HOURS);
  }

  /** Whether the whole of the hour lies in the range. */
  boolean coversHour(Instant hour) {
    return !hour.isBefore(from) && !hour.plus(1, ChronoUnit.HOURS).isAfter(to);
  }
}
