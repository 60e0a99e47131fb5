package tributary.serve;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to the API, taken apart and known to name nothing but what its operation knows.
 * Reading a parameter refuses what is wrong with it.
 *
 * @param path as it was asked for, without the query
 * @param values of the path's variables, decoded
 * @param query decoded, each name once
 */
record ApiRequest(
    Operation operation,
    String path,
    Map<String, String> values,
    Map<String, String> query,
    Format format,
    @Nullable String ifNoneMatch,
    @Nullable String authorization,
    byte[] body) {
  private static final Instant FIRST = Range.BEGINNING;
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final int MAX_LIMIT = 1000;
  private static final String INSTANT =
      "an instant of the years 1 to 9998 as ISO 8601 with offset, such as"
          + " 2026-02-26T19:32:00Z";

  /** How the answer is written. */
  enum Format {
    JSON,
    CSV,
    /** Server-Sent Events. */
    STREAM
  }

  /** A variable of the path. */
  String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("The path has no variable " + name);
    }
    return value;
  }

  /** A variable of the path that is an id: a whole number from 0 on. */
  long id(String name) {
    try {
      long id = Long.parseLong(value(name));
      if (id >= 0 && Character.isDigit(value(name).charAt(0))) {
        return id;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.parameter(
        name, "This is no id: " + shown(value(name)), "a whole number from 0 to " + Long.MAX_VALUE);
  }

  @Nullable String text(String name) {
    String value = query.get(name);
    if (value != null && value.isEmpty()) {
      throw Refusal.parameter(name, "The parameter is empty", "some text, or no such parameter");
    }
    return value;
  }

  /** Cut up to a full millisecond, which changes no comparison with an event's time. */
  @Nullable Instant instant(String name) {
    String value = query.get(name);
    if (value == null) {
      return null;
    }
    try {
      // a plus that was sent as it is came through as a space
      Instant instant = OffsetDateTime.parse(value.replace(' ', '+')).toInstant();
      if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
        Instant cut = instant.truncatedTo(ChronoUnit.MILLIS);
        return cut.equals(instant) ? cut : cut.plusMillis(1);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw Refusal.parameter(name, "This is no such time: " + shown(value), INSTANT);
  }

  int limit(int otherwise) {
    return whole("limit", 1, MAX_LIMIT, otherwise);
  }

  int whole(String name, int least, int most, int otherwise) {
    String value = query.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw Refusal.parameter(
        name,
        "This is no such number: " + shown(value),
        "a whole number from " + least + " to " + most);
  }

  boolean flag(String name, boolean otherwise) {
    String value = query.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw Refusal.parameter(name, "This is neither: " + shown(value), "true or false");
  }

  /**
   * The half-open range that {@code from} and {@code to} ask for.
   *
   * @param otherwiseFrom in place of a missing {@code from}
   * @param otherwiseTo in place of a missing {@code to}
   */
  Range range(Instant otherwiseFrom, Instant otherwiseTo) {
    Instant from = instant("from");
    Instant to = instant("to");
    Range range = new Range(from == null ? otherwiseFrom : from, to == null ? otherwiseTo : to);
    if (!range.to().isAfter(range.from())) {
      throw Refusal.parameter(
          from != null && to == null ? "from" : "to",
          "to (" + range.to() + ") is not after from (" + range.from() + ")",
          "a time to that is after from");
    }
    return range;
  }

  /** A value as a problem may quote it: not longer than a line. */
  static String shown(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "...";
  }
}
