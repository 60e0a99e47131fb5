package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.simulator.APage;

/** Events as the real service sent them, of three schema versions, counted again in the test. */
class RecordedFramesIT {
  private static final Logger LOG = LoggerFactory.getLogger(RecordedFramesIT.class);
  private static final Path DATA = Path.of("..", "shared", "data");

  private final Journey journey = new Journey(RecordedFramesIT.class);
  private final Map<String, JsonNode> pages = new TreeMap<>();

  @AfterEach
  void end() {
    journey.close();
  }

  @Test
  void realEventsAreStoredAndReportedAsTheyWere() throws IOException {
    List<String> events = new ArrayList<>(recorded());
    // in the shape of today, and always there
    events.add(APage.named("Київ").on("uk.wikipedia.org").at("2021-08-20T15:59:59.999Z").json());
    events.add(APage.named("Second").on("uk.wikipedia.org").at("2021-08-20T16:00:00Z").json());
    for (String event : events) {
      JsonNode page = Api.parsed(event);
      pages.put(page.get("database").asText() + " " + page.get("page_id"), page);
      journey.source.publish(event);
    }
    assertThat(pages).as("no page twice, so that counting is simple").hasSize(events.size());
    journey.start("tributary.ingest.wikimedia.since=2021-01-01T00:00:00Z").settled();

    JsonNode feed = journey.feed();
    assertThat(feed.get("in").asInt()).isEqualTo(events.size());
    assertThat(feed.get("clean").asInt()).isEqualTo(events.size());
    assertThat(journey.api().json("/api/domains").get("domains"))
        .isEqualTo(Api.asJson(new TreeSet<>(byDomain(Instant.MIN, Instant.MAX).keySet())));
    byDomain(Instant.MIN, Instant.MAX)
        .forEach(
            (domain, count) ->
                eventually(
                    () ->
                        assertThat(journey.api().json("/api/domains/" + domain + "/pages/count"))
                            .isEqualTo(Api.asJson(Map.of("domain", domain, "count", count)))));
    pages.values().forEach(this::isShownAsItWas);
    TreeSet<Instant> hours = new TreeSet<>();
    pages.values().forEach(page -> hours.add(at(page).truncatedTo(ChronoUnit.HOURS)));
    hours.forEach(hour -> eventually(() -> isReported(hour)));
    Expected recount = new Expected(journey.api(), journey::known, 11);
    for (Instant hour : hours) {
      recount.reportsOfEveryHour(hour.plus(Duration.ofHours(1)), hour.plus(Duration.ofHours(8)));
      recount.activeUsers(hour.plusSeconds(1), hour.plusSeconds(3_000));
    }
  }

  private void isShownAsItWas(JsonNode event) {
    JsonNode performer = event.path("performer");
    String path = "/api/pages/" + event.get("page_id") + "?domain=";
    JsonNode page =
        journey.api().json(path + event.at("/meta/domain").asText()).get("pages").get(0);
    Map<String, Object> expected = new HashMap<>();
    expected.put("page_id", event.get("page_id").asLong());
    expected.put("page_title", event.get("page_title").asText());
    expected.put("domain", event.at("/meta/domain").asText());
    expected.put("wiki", event.get("database").asText());
    expected.put("namespace", event.get("page_namespace").asInt());
    expected.put("user_id", performer.has("user_id") ? performer.get("user_id").asLong() : null);
    expected.put("user_name", performer.get("user_text").asText());
    expected.put("user_is_bot", performer.get("user_is_bot").asBoolean());
    expected.put("created_at", at(event).toString());
    expected.put("event_id", event.at("/meta/id").asText());
    expected.put("rev_id", event.get("rev_id").asLong());
    expected.put("comment", event.has("comment") ? event.get("comment").asText() : null);
    assertThat(page).isEqualTo(Api.asJson(expected));
  }

  /** The hour as the last one of a report. */
  private void isReported(Instant hour) {
    String at = hour.plus(Duration.ofHours(2)).plusSeconds(1_799).toString();
    JsonNode report = journey.api().json("/api/reports/domains-by-hour?at=" + at).get(5);
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode statistic : report.get("statistics")) {
      String domain = statistic.fieldNames().next();
      counts.put(domain, statistic.get(domain).asLong());
    }
    assertThat(counts).isEqualTo(byDomain(hour, hour.plus(Duration.ofHours(1))));
  }

  private Map<String, Long> byDomain(Instant from, Instant to) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode page : pages.values()) {
      if (!at(page).isBefore(from) && at(page).isBefore(to)) {
        counts.merge(page.at("/meta/domain").asText(), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static Instant at(JsonNode event) {
    return Instant.parse(event.at("/meta/dt").asText());
  }

  /** Nothing where the recordings are not at hand: the rest of the test goes on without them. */
  private static List<String> recorded() throws IOException {
    if (!Files.isDirectory(DATA)) {
      LOG.info("There are no recorded frames at {}", DATA.toAbsolutePath());
      return List.of();
    }
    List<String> events = new ArrayList<>();
    events.addAll(dataOf("eventstreams-sse-2021/page-create_2021-08-20_codfw_events01-28.sse"));
    Path sample = DATA.resolve("page-create-samples/page-create_2022-11.json");
    events.add(Api.JSON.readTree(sample.toFile()).get(0).get("data").toString());
    events.addAll(dataOf("page-create-samples/page-create_2025-09-06_eqiad_frames1,2,4.sse"));
    assertThat(events).hasSize(32);
    Path like = DATA.resolve("page-create-like-2021/revision-create_first-revisions.jsonl.gz");
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(like));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(packed, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.replace("mediawiki.revision-create", "mediawiki.page-create"))
          .forEach(events::add);
    }
    assertThat(events).hasSize(287);
    return events;
  }

  private static List<String> dataOf(String file) throws IOException {
    return Files.readAllLines(DATA.resolve(file)).stream()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }
}
