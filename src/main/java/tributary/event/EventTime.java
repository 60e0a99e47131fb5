package tributary.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Event times as the sources write them: ISO 8601 with {@code Z} or an offset, UTC afterwards. */
public final class EventTime {
  /** What Cassandra's {@code timestamp} and every client of ours can hold. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private static final String PATTERN = "0000-00-00T00:00:00.000Z";
  private static final int SECONDS_A_DAY = 86_400;

  private EventTime() {}

  /** The instant, cut to milliseconds; null when {@code text} is no such time. */
  public static @Nullable Instant parse(String text) {
    Instant time = plain(text);
    if (time != null) {
      return time;
    }
    try {
      // Instant.parse would take 24:00:00 and leap seconds, and move them to another time
      time = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
    return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** As {@link Instant#toString()} writes it, without a formatter. */
  public static String text(Instant time) {
    long second = time.getEpochSecond();
    int millis = time.getNano() / 1_000_000;
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
    if (day.getYear() < 1 || day.getYear() > 9999 || millis * 1_000_000 != time.getNano()) {
      return time.toString();
    }
    int ofDay = (int) Math.floorMod(second, (long) SECONDS_A_DAY);
    char[] text = PATTERN.toCharArray();
    digits(text, 0, 4, day.getYear());
    digits(text, 5, 2, day.getMonthValue());
    digits(text, 8, 2, day.getDayOfMonth());
    digits(text, 11, 2, ofDay / 3_600);
    digits(text, 14, 2, ofDay / 60 % 60);
    digits(text, 17, 2, ofDay % 60);
    digits(text, 20, 3, millis);
    return millis == 0 ? new String(text, 0, 19).concat("Z") : new String(text);
  }

  /**
   * The form that sources write, {@code 2026-02-26T19:32:00Z} with or without milliseconds, read
   * without a formatter. Null for anything else: whatever is special about a time is left to the
   * JDK.
   */
  private static @Nullable Instant plain(String text) {
    int length = text.length();
    if (length != 20 && length != PATTERN.length()) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      char wanted = i == length - 1 ? 'Z' : PATTERN.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return null;
      }
    }
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    if (year == 0 || hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12) {
      return null;
    }
    if (day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * SECONDS_A_DAY
            + hour * 3_600L
            + minute * 60L
            + second;
    return Instant.ofEpochSecond(seconds, length == 20 ? 0 : number(text, 20, 3) * 1_000_000L);
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static void digits(char[] text, int from, int digits, int number) {
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
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
