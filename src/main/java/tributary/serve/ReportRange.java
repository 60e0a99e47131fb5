package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The six hours of a report as of hour H: [H-7h, H-1h).
 *
 * @param hour H, a whole hour
 */
record ReportRange(Instant hour) {
  static final int HOURS = 6;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

  static ReportRange asOf(Instant time) {
    return new ReportRange(time.truncatedTo(ChronoUnit.HOURS));
  }

  Range range() {
    return new Range(hour.minus(7, ChronoUnit.HOURS), hour.minus(1, ChronoUnit.HOURS));
  }

  /** Starts of the six hours, oldest first. */
  List<Instant> hours() {
    return IntStream.range(0, HOURS)
        .mapToObj(i -> range().from().plus(i, ChronoUnit.HOURS))
        .toList();
  }

  /** What a report says when nothing was created in its range. */
  JsonNode empty(ReportKind kind) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    return switch (kind) {
      case TOP_USERS -> array;
      case BOTS_BY_DOMAIN -> frame(range());
      case DOMAINS_BY_HOUR -> {
        for (Instant start : hours()) {
          array.add(frame(new Range(start, start.plus(1, ChronoUnit.HOURS))));
        }
        yield array;
      }
    };
  }

  private static ObjectNode frame(Range range) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    object.put("time_start", CLOCK.format(range.from()));
    object.put("time_end", CLOCK.format(range.to()));
    object.put("from", range.from().toString());
    object.put("to", range.to().toString());
    object.putArray("statistics");
    return object;
  }
}
