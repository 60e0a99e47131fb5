package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tributary.journey.Api.asJson;
import static tributary.journey.Api.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tributary.simulator.ChangeAnswers;
import tributary.simulator.ChangeFilter;
import tributary.simulator.HistoryAnswers;
import tributary.simulator.MetricAnswers;

/** Compares answers about changes with those that a recount of the source knows. */
final class ExpectedChanges {
  static final List<String> METRICS =
      List.of(
          "traffic",
          "velocity",
          "users",
          "actions",
          "servers",
          "languages",
          "namespaces",
          "pages",
          "editors",
          "severity",
          "volume-change");

  /** What may be left out, or be there with nothing but zeros. */
  private static final List<String> MAY_BE_EMPTY = List.of("users", "severity");

  private final Api api;
  private final ChangeAnswers known;

  ExpectedChanges(Api api, ChangeAnswers known) {
    this.api = api;
    this.known = known;
  }

  // --- lists -----------------------------------------------------------------------------------

  /**
   * @param limit size of the pieces in which the list is fetched
   */
  void changes(Instant from, Instant to, ChangeFilter filter, int limit) {
    String path = "/api/changes?from=" + from + "&to=" + to + query(filter);
    same(path, api.walk(path, "changes", limit), known.changes(from, to, filter));
  }

  void search(Instant from, Instant to, String text, int limit) {
    String path = "/api/changes/search?from=" + from + "&to=" + to + "&q=" + encoded(text);
    same(path, api.walk(path, "changes", limit), known.search(from, to, text));
  }

  private static String query(ChangeFilter filter) {
    return part("domain", filter.domain())
        + part("wiki", filter.wiki())
        + part("user", filter.user())
        + part("title", filter.title())
        + part("type", filter.type())
        + part("bot", filter.bot())
        + part("namespace", filter.namespace());
  }

  private static String part(String name, @Nullable Object value) {
    return value == null ? "" : "&" + name + "=" + encoded(value.toString());
  }

  /** Changes of one millisecond may stand in any order; nothing else may differ. */
  private static void same(String path, JsonNode answer, List<Map<String, Object>> rows) {
    JsonNode changes = answer.get("changes");
    List<Instant> times = changes.findValuesAsText("at").stream().map(Instant::parse).toList();
    assertThat(times).as(path).isSortedAccordingTo(Comparator.reverseOrder());
    List<JsonNode> found = sorted(changes);
    List<JsonNode> wanted = sorted(asJson(rows));
    // lists of thousands say nothing when they are shown whole
    assertThat(
            Map.of(
                "answered only", without(found, wanted), "published only", without(wanted, found)))
        .as(path)
        .isEqualTo(Map.of("answered only", List.of(), "published only", List.of()));
    assertThat(found).as("repeats: " + path).hasSameSizeAs(wanted);
  }

  private static List<JsonNode> without(List<JsonNode> some, List<JsonNode> others) {
    Set<JsonNode> known = new HashSet<>(others);
    return some.stream().filter(one -> !known.contains(one)).limit(5).toList();
  }

  private static List<JsonNode> sorted(JsonNode changes) {
    return StreamSupport.stream(changes.spliterator(), false)
        .sorted(Comparator.comparing(change -> change.get("event_id").asText()))
        .toList();
  }

  // --- metrics ---------------------------------------------------------------------------------

  /** The KPI summary of a range that lies whole in the covered past. */
  void summary(Instant from, Instant to) {
    JsonNode answer = api.json("/api/metrics?from=" + from + "&to=" + to);
    holds("summary", asJson(known.metrics(from, to).summary()), answer);
    isCovered(answer, from, to);
  }

  private static void isCovered(JsonNode answer, Instant from, Instant to) {
    long seconds = to.getEpochSecond() - from.getEpochSecond();
    assertThat(answer.get("complete").asBoolean()).isTrue();
    assertThat(answer.get("covered_seconds").asLong()).isEqualTo(seconds);
    assertThat(answer.get("events_per_second").asDouble())
        .isCloseTo(answer.get("events").asDouble() / seconds, within(1e-6));
  }

  /** One of the eleven over a range that lies whole in the covered past. */
  void metric(String name, Instant from, Instant to, int top) {
    String path = "/api/metrics/" + name + "?from=" + from + "&to=" + to + "&top=" + top;
    JsonNode answer = api.json(path);
    MetricAnswers metrics = known.metrics(from, to);
    JsonNode expected = asJson(metrics.named(name, top));
    if (MAY_BE_EMPTY.contains(name)) {
      holds(path, withoutNothing(expected.get("rows")), withoutNothing(answer.get("rows")));
      ((ObjectNode) expected).remove("rows");
    }
    holds(path, expected, answer);
    assertThat(answer.get("complete").asBoolean()).as(path).isTrue();
    if (name.equals("editors")) {
      histogram(answer, metrics);
    }
  }

  private static JsonNode withoutNothing(JsonNode rows) {
    return asJson(
        StreamSupport.stream(rows.spliterator(), false)
            .filter(row -> row.get("events").asLong() > 0)
            .toList());
  }

  /** The bounds of a bucket belong to it, as the API says. */
  private static void histogram(JsonNode answer, MetricAnswers metrics) {
    long editors = 0;
    long next = 1;
    for (JsonNode bucket : answer.get("histogram")) {
      long least = bucket.get("from").asLong();
      long most = bucket.get("to").asLong();
      assertThat(least).as("no gap between the buckets").isEqualTo(next);
      assertThat(bucket.get("editors").asLong())
          .as("editors with %d to %d changes", least, most)
          .isEqualTo(metrics.editorsWith(least, most));
      editors += bucket.get("editors").asLong();
      next = most + 1;
    }
    assertThat(editors).isEqualTo(metrics.editorsWith(1, Long.MAX_VALUE));
  }

  // --- histories -------------------------------------------------------------------------------

  void histories(Instant from, Instant to) {
    HistoryAnswers history = known.history(from, to);
    String range = "?from=" + from + "&to=" + to;
    history("hour-of-day" + range, "rows", history.hourOfDay());
    history("trend" + range + "&step=hour", "series", history.hourlyTrend());
    days(from.truncatedTo(ChronoUnit.DAYS), to.truncatedTo(ChronoUnit.DAYS));
    history("contributors" + range, "rows", history.contributors());
    history("languages" + range, "rows", history.languages());
    history("servers" + range, "rows", history.servers());
  }

  private void days(Instant from, Instant to) {
    if (from.isBefore(to)) {
      String path = "trend?from=" + from + "&to=" + to + "&step=day";
      history(path, "series", known.history(from, to).dailyTrend());
    }
  }

  private void history(String question, String list, List<Map<String, Object>> expected) {
    String path = "/api/history/" + question;
    holds(path, asJson(expected), api.json(path).get(list));
  }

  // --- comparing -------------------------------------------------------------------------------

  /** Everything that is expected is there, and equal; an object may say more. */
  private static void holds(String where, JsonNode expected, @Nullable JsonNode answer) {
    assertThat((Object) answer).as(where).isNotNull();
    if (expected.isObject()) {
      expected
          .fields()
          .forEachRemaining(
              field ->
                  holds(
                      where + "." + field.getKey(), field.getValue(), answer.get(field.getKey())));
    } else if (expected.isArray()) {
      assertThat(answer.size()).as(where + " size of " + answer).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        holds(where + "[" + i + "]", expected.get(i), answer.get(i));
      }
    } else if (expected.isFloatingPointNumber()) {
      double right = expected.asDouble();
      assertThat(answer.isNumber()).as(where).isTrue();
      assertThat(answer.asDouble())
          .as(where)
          .isCloseTo(right, within(1e-6 * Math.max(1, Math.abs(right))));
    } else if (expected.isNumber()) {
      assertThat(answer.isNumber()).as("%s is a number: %s", where, answer).isTrue();
      assertThat(answer.decimalValue()).as(where).isEqualByComparingTo(expected.decimalValue());
    } else {
      assertThat((Object) answer).as(where).isEqualTo(expected);
    }
  }
}
