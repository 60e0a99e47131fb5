package tributary.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the sources and the contract write them. */
final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  private Times() {}

  /** Always three digits behind the second. */
  static String millis(Instant instant) {
    return MILLIS.format(instant);
  }

  /** {@code 12:00}; the hour that ends the day ends at {@code 00:00}. */
  static String hour(Instant instant) {
    return HOUR.format(instant);
  }
}
