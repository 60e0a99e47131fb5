package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A report as it was last seen in the store, with the forms in which it was served.
 *
 * @param basis what it rests on
 * @param body without {@code complete}
 * @param current whether nothing was stored in its hours since it was computed
 * @param checkedAt by {@link System#nanoTime}
 */
record StoredReport(
    String basis, JsonNode body, boolean current, long checkedAt, Map<String, byte[]> rendered) {

  static StoredReport of(String basis, JsonNode body, boolean current) {
    return new StoredReport(basis, body, current, System.nanoTime(), new ConcurrentHashMap<>());
  }

  /** The same body, looked at again now. */
  StoredReport again(boolean current) {
    return new StoredReport(basis, body, current, System.nanoTime(), rendered);
  }

  /** The body, each object saying whether its own range is complete. */
  JsonNode with(Predicate<Range> complete) {
    JsonNode copy = body.deepCopy();
    if (copy instanceof ObjectNode one) {
      put(one, complete);
    }
    for (JsonNode element : copy) {
      if (copy.isArray() && element instanceof ObjectNode one) {
        put(one, complete);
      }
    }
    return copy;
  }

  private void put(ObjectNode object, Predicate<Range> complete) {
    Range range =
        new Range(
            Instant.parse(object.path("from").asText()), Instant.parse(object.path("to").asText()));
    object.put("complete", current && complete.test(range));
  }
}
