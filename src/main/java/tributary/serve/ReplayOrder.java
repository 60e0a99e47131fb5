package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an operator wants replayed.
 *
 * @param topic the source topic
 * @param limit dead letters at most
 * @param dryRun only say what would be done
 * @param rate records per second at most
 */
record ReplayOrder(String topic, int limit, boolean dryRun, int rate) {
  private static final Set<String> KNOWN = Set.of("topic", "limit", "dry_run", "rate");

  /** From parameters, or from a body with the same names. */
  static ReplayOrder of(ApiRequest request, DeadLetterTopics topics, Duration longest) {
    Map<String, String> asked = new HashMap<>(request.query());
    if (request.body().length > 0) {
      for (Map.Entry<String, JsonNode> field : body(request.body()).properties()) {
        if (!KNOWN.contains(field.getKey())) {
          throw Refusal.parameter(
              ApiRequest.shown(field.getKey()),
              "There is no such field",
              "one of topic, limit, dry_run, rate");
        }
        if (!field.getValue().isValueNode() || field.getValue().isNull()) {
          throw Refusal.parameter(field.getKey(), "The field has no plain value", "one value");
        }
        if (asked.putIfAbsent(field.getKey(), field.getValue().asText()) != null) {
          throw Refusal.parameter(
              field.getKey(), "It stands in the body and in the query", "it in one of them");
        }
      }
    }
    ApiRequest all =
        new ApiRequest(
            request.operation(),
            request.path(),
            request.values(),
            asked,
            request.format(),
            null,
            null,
            new byte[0]);
    String topic = all.text("topic");
    if (topic == null) {
      throw Refusal.parameter(
          "topic", "It is missing", "one of " + String.join(", ", topics.sources()));
    }
    ReplayOrder order =
        new ReplayOrder(
            topics.known(topic),
            all.limit(100),
            all.flag("dry_run", true),
            all.whole("rate", 1, 10_000, 100));
    if (order.limit() / (double) order.rate() > longest.toSeconds()) {
      throw Refusal.parameter(
          "rate",
          "At this rate the replay takes longer than " + longest.toSeconds() + " s",
          "a larger rate or a smaller limit");
    }
    return order;
  }

  private static JsonNode body(byte[] text) {
    try {
      JsonNode body = Json.read(text);
      if (body.isObject()) {
        return body;
      }
    } catch (IOException e) {
      throw Refusal.badRequest("The body is no JSON: it cannot be read as one object");
    }
    throw Refusal.badRequest("The body is no JSON object");
  }
}
