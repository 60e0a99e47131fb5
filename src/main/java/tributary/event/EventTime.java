package tributary.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Event times as the sources write them: ISO 8601 with {@code Z} or an offset, UTC afterwards. */
public final class EventTime {
  /** What Cassandra's {@code timestamp} and every client of ours can hold. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private EventTime() {}

  /** The instant, cut to milliseconds; null when {@code text} is no such time. */
  public static @Nullable Instant parse(String text) {
    Instant time;
    try {
      // Instant.parse would take 24:00:00 and leap seconds, and move them to another time
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
    return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Start of the hour. */
  public static Instant hour(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /** First instant of the month, UTC. */
  public static Instant month(Instant time) {
    return time.atOffset(java.time.ZoneOffset.UTC)
        .withDayOfMonth(1)
        .truncatedTo(ChronoUnit.DAYS)
        .toInstant();
  }
}
