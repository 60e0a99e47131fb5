package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From the raw topic to lists and searches: what is answered equals a recount of everything that
 * came, through a restart in the middle and a replay of all of it.
 */
class ChangesIT {
  private static final Instant NOW = Instant.parse("2026-03-01T06:32:00Z");
  private static final String ALL = "from=2026-02-25T00:00:00Z&to=2026-03-02T00:00:00Z";
  private static final RandomChanges CHANGES = new RandomChanges(5, NOW);
  private static final RawChanges PROGRAM =
      new RawChanges(
          ChangesIT.class,
          NOW,
          "tributary.clean.remembered-ids=1000",
          "tributary.store.changes.remembered=1000",
          "tributary.store.changes.signed-hours=5",
          "tributary.serve.max-scan=1000",
          "tributary.serve.max-parts=40");
  private static Api api;
  private static JsonNode counted;

  @BeforeAll
  static void storesTwoHalvesWithARestartBetween() {
    PROGRAM.start();
    send(CHANGES.make(1200));
    PROGRAM.stop();
    send(CHANGES.make(1200));
    api = PROGRAM.start().api();
    counted = PROGRAM.stored();
    PROGRAM.signed("2026-02", "2026-03");
  }

  @AfterAll
  static void stop() {
    PROGRAM.close();
  }

  @Test
  void everyEventIsCountedOnceByHowItEnded() {
    JsonNode feed = counted; // before the replay, of which only remembered ids are repeats
    Map<String, Long> fates = CHANGES.fates();
    assertThat(feed.get("in").asLong()).isEqualTo(CHANGES.arrivals().size());
    assertThat(feed.get("clean").asLong()).isEqualTo(fates.get("clean"));
    assertThat(feed.get("stored").asLong()).isEqualTo(fates.get("clean"));
    assertThat(feed.get("dead").asLong()).isEqualTo(fates.get("dead"));
    Map<String, Long> filtered = new LinkedHashMap<>();
    fates.forEach(
        (fate, count) -> {
          if (fate.startsWith("filtered.")) {
            filtered.put(fate.substring(9), count);
          }
        });
    assertThat(filtered).hasSizeGreaterThan(2);
    assertThat(feed.get("filtered")).isEqualTo(Api.asJson(filtered));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 37})
  void everyChangeIsListedOnceNewestFirst(int limit) {
    equal("/api/changes?" + ALL, limit, change -> true);
  }

  @Test
  void withoutARangeTheNewestDayIsListed() {
    Instant from = NOW.minus(Duration.ofHours(23));
    ArrayNode listed = (ArrayNode) api.walk("/api/changes", "changes", 500).get("changes");
    assertThat(listed).hasSizeGreaterThan(500);
    assertThat(listed)
        .allSatisfy(change -> assertThat(at(change)).isAfter(NOW.minus(Duration.ofHours(24))));
    assertThat(listed.size())
        .isGreaterThanOrEqualTo(recount(change -> at(change).isAfter(from)).size());
  }

  @ParameterizedTest
  @CsvSource({
    "domain, en.wikipedia.org",
    "domain, be-tarask.wikipedia.org",
    "domain, nowhere.example.org",
    "wiki, testwiki",
    "user, Żółw",
    "user, Bot/A",
    "user, ann",
    "title, 東京都 page 4",
    "type, log",
    "bot, true",
    "bot, false",
    "namespace, -1",
    "namespace, 3"
  })
  void aFilterLetsThroughWhatARecountFinds(String filter, String value) {
    equal(
        "/api/changes?" + ALL + "&" + filter + "=" + Api.encoded(value),
        50,
        change -> is(change, filter, value));
  }

  @ParameterizedTest
  @CsvSource({
    "domain, en.wikipedia.org, bot, true",
    "user, Ann, domain, commons.wikimedia.org",
    "title, Kyiv page 10, user, Ann",
    "wiki, enwiki, type, new",
    "namespace, 0, type, edit",
    "user, ÄRGER, namespace, 2"
  })
  void filtersAreCombined(String one, String value, String other, String second) {
    equal(
        "/api/changes?%s&%s=%s&%s=%s"
            .formatted(ALL, one, Api.encoded(value), other, Api.encoded(second)),
        20,
        change -> is(change, one, value) && is(change, other, second));
  }

  @Test
  void aRangeIsHalfOpenToTheMillisecond() {
    List<JsonNode> all = recount(change -> true);
    Instant from = at(all.get(all.size() / 2));
    Instant to = at(all.get(all.size() / 3));
    Predicate<JsonNode> inside = change -> !at(change).isBefore(from) && at(change).isBefore(to);
    equal("/api/changes?from=" + from + "&to=" + to, 100, inside);
    equal(
        "/api/changes?from=%s&to=%s&domain=en.wikipedia.org".formatted(from, to),
        100,
        inside.and(change -> is(change, "domain", "en.wikipedia.org")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kyiv",
        "КИЇВ",
        "STRASSE",
        "zurich",
        "zürich",
        "東京",
        "京都",
        "ελλαδα",
        "🦫 p",
        "żółw",
        "zo",
        "INCI",
        "a source",
        "page 7",
        "203.0",
        "a=b&c",
        "d a s",
        "nothing like it",
        "%_"
      })
  void aTextIsFoundWhereverARecountFindsIt(String text) {
    searched(text, "&" + ALL);
  }

  @Test
  void aTextIsFoundWithinTheLookBack() {
    List<JsonNode> lately = recount(change -> at(change).isAfter(NOW.minus(Duration.ofHours(5))));
    ArrayNode found =
        (ArrayNode)
            api.walk("/api/changes/search?q=page&lookback=6h", "changes", 100).get("changes");
    assertThat(found.size())
        .isGreaterThanOrEqualTo((int) lately.stream().filter(one -> holds(one, "page")).count())
        .isLessThan(recount(one -> holds(one, "page")).size());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/changes/search, q",
    "/api/changes/search?q=, q",
    "/api/changes/search?q=a, q",
    "/api/changes/search?q=%C3%A9, q",
    "/api/changes/search?q=%CC%81%CC%81%CC%81, q",
    "/api/changes/search?q=ab&lookback=91d, lookback",
    "/api/changes/search?q=ab&lookback=0s, lookback",
    "/api/changes/search?q=ab&lookback=1h&from=2026-02-25T00:00:00Z, lookback",
    "/api/changes?bot=maybe, bot",
    "/api/changes?namespace=x, namespace",
    "/api/changes?namespace=99999999999, namespace",
    "/api/changes?user=, user",
    "/api/changes?limit=0, limit",
    "/api/changes?cursor=x, cursor",
    "/api/changes?lookback=1h, lookback"
  })
  void aWrongParameterIsNamed(String path, String parameter) {
    HttpResponse<String> response = api.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(Api.parsed(response.body()).path("parameter").asText()).isEqualTo(parameter);
  }

  @Test
  void aSpreadsheetGetsOneRowAChange() {
    String csv = api.csv("/api/changes?limit=5&" + ALL);
    assertThat(csv.lines().findFirst().orElse(""))
        .isEqualTo(
            String.join(
                ",",
                recount(change -> true).get(0).properties().stream()
                    .map(Map.Entry::getKey)
                    .toList()));
    assertThat(csv.lines().count()).isEqualTo(6);
  }

  @Test
  void aReplayOfEverythingChangesNoList() {
    JsonNode before = api.walk("/api/changes?" + ALL, "changes", 1000);
    send(CHANGES.arrivals());
    PROGRAM.stored();
    assertThat((JsonNode) api.walk("/api/changes?" + ALL, "changes", 1000)).isEqualTo(before);
    equal(
        "/api/changes?domain=en.wikipedia.org&" + ALL,
        300,
        c -> is(c, "domain", "en.wikipedia.org"));
    searched("kyiv", "&" + ALL);
  }

  private static void searched(String text, String range) {
    equal("/api/changes/search?q=" + Api.encoded(text) + range, 40, change -> holds(change, text));
  }

  /**
   * The answer, page after page, equals the recount: the same changes, all fields, newest first.
   */
  private static void equal(String path, int limit, Predicate<JsonNode> filter) {
    ArrayNode listed = (ArrayNode) api.walk(path, "changes", limit).get("changes");
    List<JsonNode> answered = new ArrayList<>();
    listed.forEach(answered::add);
    assertThat(answered)
        .as(path)
        .isSortedAccordingTo(Comparator.comparing(ChangesIT::at).reversed());
    assertThat(answered).as(path).containsExactlyInAnyOrderElementsOf(recount(filter));
  }

  private static List<JsonNode> recount(Predicate<JsonNode> filter) {
    return CHANGES.shown().stream().map(Api::asJson).filter(filter).toList();
  }

  private static boolean is(JsonNode change, String filter, String value) {
    JsonNode field = change.get(filter.equals("bot") ? "is_bot" : filter);
    return !field.isNull() && field.asText().equals(value);
  }

  /** By the letter of the contract, in another way than the program: whole texts at once. */
  private static boolean holds(JsonNode change, String text) {
    String wanted = folded(text);
    return List.of("title", "user", "comment").stream()
        .map(change::get)
        .anyMatch(field -> !field.isNull() && folded(field.asText()).contains(wanted));
  }

  private static String folded(String text) {
    String lower = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    return Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  private static Instant at(JsonNode change) {
    return Instant.parse(change.get("at").asText());
  }

  private static void send(List<RandomChanges.Arrival> arrivals) {
    PROGRAM.send(arrivals.stream().map(RandomChanges.Arrival::bytes).toList());
  }
}
