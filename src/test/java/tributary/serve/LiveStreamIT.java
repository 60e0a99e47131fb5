package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Change;
import tributary.platform.Cassandra;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;
import tributary.support.LiveListener;

/** The live stream as a client sees it, from clean topics over HTTP. It is always 19:32. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamIT {
  private static final Instant NOW = ApiServer.NOW;

  @LocalServerPort private int port;
  private LiveSource source;
  private int sent;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, LiveStreamIT.class);
    registry.add("tributary.serve.live.interval", () -> "100ms");
    registry.add("tributary.serve.live.heartbeat", () -> "300ms");
    registry.add("tributary.serve.live.snapshot-changes", () -> "40");
  }

  @BeforeAll
  void open(
      @Autowired Cassandra cassandra,
      @Autowired TopicProvisioner topics,
      @Autowired TopicSettings names) {
    ApiServer.connected(cassandra);
    topics.awaitReady();
    source = new LiveSource(names.topicPrefix());
    source.send(change("before", NOW.minusSeconds(90)));
    source.send(LiveSource.page(1, NOW.minusSeconds(2)));
  }

  @AfterAll
  void end() {
    source.close();
  }

  private static Change change(String id, Instant at) {
    return LiveSource.change(id, at, "a comment");
  }

  private Change[] some(int count, Instant at) {
    return IntStream.range(0, count)
        .mapToObj(i -> change("change-" + sent++, at.plusMillis(i)))
        .toArray(Change[]::new);
  }

  private static List<String> ids(JsonNode rows) {
    List<String> ids = new ArrayList<>();
    rows.forEach(row -> ids.add(row.get("event_id").asText()));
    return ids;
  }

  @Test
  void aStreamBeginsWithTheNewestAndIsForNobodyToKeep() {
    try (LiveListener live = LiveListener.open(port)) {
      assertThat(live.status()).isEqualTo(200);
      assertThat(live.header("Content-Type")).startsWith("text/event-stream");
      assertThat(live.header("Cache-Control")).isEqualTo("no-store");
      assertThat(live.header("X-Accel-Buffering")).isEqualTo("no");
      assertThat(live.header("Content-Security-Policy")).startsWith("default-src 'self'");
      LiveListener.Event first = live.next();
      assertThat(first.name()).isEqualTo("snapshot");
      JsonNode data = first.data();
      assertThat(data.get("mode").asText()).isEqualTo("live");
      assertThat(data.get("as_of").asText()).isEqualTo("2026-02-26T19:32:00Z");
      assertThat(data.get("seconds")).hasSize(120);
      assertThat(data.get("minutes")).hasSize(30);
      assertThat(data.at("/minutes/29/start").asText()).isEqualTo("2026-02-26T19:32:00Z");
      assertThat(data.get("feeds").findValuesAsText("feed"))
          .containsExactly("page-create", "recentchange");
      assertThat(data.at("/summary/to").asText()).isEqualTo("2026-02-26T19:33:00Z");
      assertThat(data.get("changes").findValuesAsText("at"))
          .isNotEmpty()
          .isSortedAccordingTo(java.util.Comparator.<String>naturalOrder().reversed());
      assertThat(data.at("/pages/0/page_title").asText()).startsWith("Page_");
    }
  }

  @Test
  void aDeltaTellsTheNewestAndCountsTheOthers() {
    try (LiveListener live = LiveListener.open(port)) {
      assertThat(live.next().isSnapshot()).isTrue();
      Change[] some = some(60, NOW.minusSeconds(30));
      source.send(some);
      Set<String> shown = new HashSet<>();
      long told = 0;
      long number = 0;
      while (told < 60) {
        LiveListener.Event delta = live.next();
        assertThat(delta.name()).isEqualTo("delta");
        assertThat(delta.number()).isGreaterThan(number);
        number = delta.number();
        assertThat(delta.data().get("changes").size()).isLessThanOrEqualTo(25);
        shown.addAll(ids(delta.data().get("changes")));
        told += delta.changes();
      }
      assertThat(told).isEqualTo(60);
      assertThat(shown).contains(some[59].eventId()).hasSizeGreaterThanOrEqualTo(25);
    }
  }

  @Test
  void aRowIsWhatTheListOfChangesShows() {
    try (LiveListener live = LiveListener.open(port)) {
      live.next();
      Change change = some(1, NOW.minusSeconds(3))[0];
      source.send(change);
      JsonNode row = live.next(event -> event.changes() > 0).data().at("/changes/0");
      assertThat(row.toString()).isEqualTo(Json.text(ChangeSummary.from(change)));
      assertThat(row.get("bytes_changed").asLong()).isEqualTo(7);
      assertThat(row.get("is_minor").isNull()).isTrue();
    }
  }

  @Test
  void aSecondIsToldInAbsoluteNumbers() {
    Instant second = NOW.minusSeconds(61);
    source.send(some(5, second));
    source.send(LiveSource.page(100, second), LiveSource.page(101, second.plusMillis(999)));
    try (LiveListener live = LiveListener.open(port)) {
      JsonNode first = live.next().data();
      if (second(first, second).get("events").asLong() < 5) {
        // it was read already before they came
        live.next(event -> event.data().get("seconds").toString().contains("\"events\":5"));
      }
      source.send(some(2, second));
      JsonNode later =
          live.next(event -> event.data().get("seconds").toString().contains("\"events\":7"))
              .data();
      assertThat(second(later, second).get("bytes").asLong()).isEqualTo(7 * 7);
      assertThat(second(later, second).get("page_creations").asLong()).isEqualTo(2);
    }
  }

  private static JsonNode second(JsonNode data, Instant start) {
    for (JsonNode second : data.get("seconds")) {
      if (second.get("start").asText().equals(start.toString())) {
        return second;
      }
    }
    throw new AssertionError("no second " + start + " in " + data.get("seconds"));
  }

  @Test
  void whatComesTwiceOrFromTheFutureIsNotShown() {
    try (LiveListener live = LiveListener.open(port)) {
      live.next();
      Change[] one = some(1, NOW.minusSeconds(5));
      source.send(one);
      live.next(event -> event.changes() == 1);
      source.send(one);
      source.send(change("early", NOW.plusSeconds(301)));
      Change[] last = some(1, NOW.minusSeconds(4));
      source.send(last);
      LiveListener.Event next = live.next(event -> event.changes() > 0);
      assertThat(ids(next.data().get("changes"))).containsExactly(last[0].eventId());
      assertThat(next.changes()).isEqualTo(1);
    }
  }

  @Test
  void aCommentKeepsTheConnectionAlive() {
    try (LiveListener live = LiveListener.open(port)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> live.comments() >= 3);
    }
  }

  @Test
  void whoeverAsksForJsonGetsTheSnapshotOnce() {
    ApiServer api = new ApiServer(port);
    HttpResponse<String> answer = api.get("/api/live", "Accept", "application/json");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(ApiServer.parsed(answer).get("changes").size()).isPositive();
    assertThat(api.get("/api/live", "Accept", "text/csv").statusCode()).isEqualTo(406);
    assertThat(api.get("/api/live?x=1").statusCode()).isEqualTo(400);
    assertThat(api.send("HEAD", "/api/live", "").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(api.send("POST", "/api/live", "").statusCode()).isEqualTo(405);
    try (LiveListener live = LiveListener.open(port, "Accept", "text/html,*/*;q=0.8")) {
      assertThat(live.next().isSnapshot()).isTrue();
    }
  }
}
