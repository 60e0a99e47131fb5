package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection begins: behind its {@code Last-Event-ID}, else at {@code since}, else at the
 * end. A time stands for the first record in log order that is not older, so that a resume repeats
 * and loses records exactly as the real service does.
 */
final class StartingPoint {
  private final EventLog log;

  StartingPoint(EventLog log) {
    this.log = log;
  }

  List<TopicPosition> of(RequestHead request, List<String> topics) throws RequestRefused {
    String lastEventId = request.header("last-event-id");
    String since = request.query("since");
    if (lastEventId != null) {
      return resumed(lastEventId, topics);
    }
    List<TopicPosition> positions = new ArrayList<>();
    Instant time = since == null ? null : parsed(since, request);
    for (String topic : topics) {
      positions.add(time == null ? latest(topic) : atTime(topic, time.toEpochMilli()));
    }
    return positions;
  }

  private List<TopicPosition> resumed(String lastEventId, List<String> topics)
      throws RequestRefused {
    // header bytes are UTF-8 on this wire; the strict reader wants them back as bytes
    JsonNode saved = Json.read(lastEventId.getBytes(StandardCharsets.UTF_8));
    if (saved == null || !saved.isArray() || saved.isEmpty()) {
      throw badPosition("Last-Event-ID must be a JSON array that is not empty", lastEventId);
    }
    List<TopicPosition> byOffset = new ArrayList<>();
    List<TopicPosition> byTime = new ArrayList<>();
    for (JsonNode entry : saved) {
      JsonNode offset = entry.path("offset");
      JsonNode timestamp = entry.path("timestamp");
      if (!entry.path("topic").isTextual()
          || !entry.path("partition").isInt()
          || !(offset.isIntegralNumber() || timestamp.isIntegralNumber())) {
        throw badPosition(
            "Each element needs topic, partition and offset or timestamp", lastEventId);
      }
      String topic = entry.path("topic").asText();
      if (!topics.contains(topic)) {
        throw RequestRefused.fault(
            404,
            "TopicNotAvailableError",
            "topic '" + topic + "' is not available for consumption",
            Map.of("availableTopics", topics));
      }
      if (offset.isIntegralNumber()) {
        byOffset.add(atOffset(topic, offset.asLong()));
      } else {
        byTime.add(atTime(topic, timestamp.asLong()));
      }
    }
    byOffset.addAll(byTime);
    return byOffset;
  }

  private TopicPosition atOffset(String topic, long offset) {
    // an offset that the log does not hold starts at the end, as a consumer without a policy does
    return log.holds(topic, offset) && offset >= 0
        ? TopicPosition.at(topic, offset)
        : latest(topic);
  }

  private TopicPosition atTime(String topic, long millis) {
    long found = log.firstNotOlderThan(topic, millis);
    return found == log.end(topic) ? latest(topic) : TopicPosition.at(topic, found);
  }

  private TopicPosition latest(String topic) {
    return TopicPosition.fromTheEnd(topic, log.end(topic));
  }

  private static RequestRefused badPosition(String message, String lastEventId) {
    return RequestRefused.fault(
        400, "InvalidAssignmentError", message, Map.of("last_event_id", lastEventId));
  }

  private static Instant parsed(String since, RequestHead request) throws RequestRefused {
    Instant instant = since.matches("-?\\d{5,17}") ? epochMillis(since) : isoInstant(since);
    if (instant == null) {
      throw RequestRefused.problem(
          400,
          "invalid_timestamp",
          "Invalid timestamp",
          "since=" + since + " is neither milliseconds since 1970 nor a date",
          request);
    }
    return instant;
  }

  private static Instant epochMillis(String digits) {
    return Instant.ofEpochMilli(Long.parseLong(digits));
  }

  private static @Nullable Instant isoInstant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutOffset) {
      try {
        return text.length() == 10
            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException noDate) {
        return null;
      }
    }
  }
}
