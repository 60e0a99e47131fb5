package tributary.ingest.sse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
  private RetryAfter() {}

  /** Returns how long to wait, at most {@code cap}; null for no header or one without sense. */
  static @Nullable Duration parse(@Nullable String header, Instant now, Duration cap) {
    if (header == null) {
      return null;
    }
    Duration asked = asked(header.strip(), now);
    if (asked == null || asked.isNegative()) {
      return null;
    }
    return asked.compareTo(cap) > 0 ? cap : asked;
  }

  private static @Nullable Duration asked(String header, Instant now) {
    if (header.matches("[0-9]{1,15}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      return Duration.between(
          now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
