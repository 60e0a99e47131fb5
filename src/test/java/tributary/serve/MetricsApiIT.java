package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Topics;
import tributary.event.summary.ChangeFacts;
import tributary.platform.Cassandra;
import tributary.platform.FeedGap;
import tributary.platform.FeedProgress;
import tributary.platform.FeedStatus;
import tributary.platform.Ledger;
import tributary.platform.LedgerEntry;
import tributary.simulator.ChangeAnswers;
import tributary.simulator.ChangeEvent;
import tributary.simulator.ChangeFilter;
import tributary.simulator.ChangeOptions;
import tributary.simulator.Changes;
import tributary.simulator.KnownChanges;

/**
 * Metrics and histories over HTTP equal the recount of a witness. It is 19:32; the story began two
 * and a half days ago, was covered from 04:00 on, and has a gap of two minutes.
 */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsApiIT {
  private static final Instant BEGIN = Instant.parse("2026-02-23T04:00:00Z");
  private static final Instant RUNNING = Instant.parse("2026-02-26T19:00:00Z");
  private static final Instant KNOWN_TO = Instant.parse("2026-02-26T19:31:00Z");
  private static final Instant GAP = Instant.parse("2026-02-26T17:10:00Z");
  private static final Instant LATE = Instant.parse("2026-02-26T02:44:00Z");
  private static final String ALL = "from=2026-02-23T04:00:00Z&to=2026-02-26T19:32:00Z";

  @LocalServerPort private int port;
  private StoredSummaries stored;
  private ChangeAnswers known;
  private ApiServer api;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, MetricsApiIT.class);
    registry.add("tributary.serve.metrics.freshness", () -> "0s");
  }

  @BeforeAll
  void tellTheStory(
      @Autowired Cassandra cassandra,
      @Autowired Ledger ledger,
      @Autowired FeedStatus status,
      @Autowired FeedProgress progress) {
    List<byte[]> events =
        Changes.seeded(17, ChangeOptions.everything()).between(BEGIN, KNOWN_TO, 3_000).stream()
            .map(ChangeEvent::data)
            .toList();
    known = KnownChanges.of(events, Clock.fixed(ApiServer.NOW, ZoneOffset.UTC)).asOf(ApiServer.NOW);
    stored = new StoredSummaries(ApiServer.connected(cassandra));
    known
        .changes(Instant.EPOCH, KNOWN_TO.plus(Duration.ofDays(1)), ChangeFilter.ALL)
        .forEach(row -> stored.add(Instant.parse(String.valueOf(row.get("at"))), facts(row)));
    stored.writeMinutes();
    stored.addUpHours(RUNNING);
    // one day that is right, one whose hours were touched since, and one that nobody added up
    stored.addUpDay(LocalDate.parse("2026-02-24"));
    stored.addUpDay(LocalDate.parse("2026-02-25"));
    makeStale(Instant.parse("2026-02-25T03:00:00Z"));
    makeStale(Instant.parse("2026-02-26T05:00:00Z"));
    stored.askForRecount(LATE, 7);
    stored.touch(Instant.parse("2026-02-26T02:00:00Z"));
    follow(ledger, status, progress);
  }

  /** What is added up is wrong, and older than the minutes. */
  private void makeStale(Instant hour) {
    stored.addUpHour(hour, List.of());
    stored.touch(hour);
  }

  private static void follow(Ledger ledger, FeedStatus status, FeedProgress progress) {
    String feed = Topics.RECENTCHANGE;
    Instant newest = ApiServer.NOW.minusSeconds(2);
    status.connection(feed, FeedStatus.Connection.CONNECTED, ApiServer.NOW, null);
    status.received(feed, newest, false);
    ledger
        .publish(
            new LedgerEntry(
                "clean", feed, Topics.RECENTCHANGE_RAW, 0, 9, Map.of(), newest, BEGIN, null))
        .join();
    ledger.publish(new FeedGap(GAP, GAP.plusSeconds(61), 4).entry(feed, 0)).join();
    for (String stage : List.of("store", "measure")) {
      for (int partition = 0; partition < 16; partition++) {
        ledger
            .publish(
                new LedgerEntry(
                    stage,
                    feed,
                    Topics.RECENTCHANGE_CLEAN,
                    partition,
                    25,
                    Map.of(),
                    newest,
                    null,
                    null))
            .join();
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                KNOWN_TO.equals(progress.measuredThrough(feed)) && progress.gaps(feed).size() == 1);
  }

  private static ChangeFacts facts(Map<String, @Nullable Object> row) {
    return new ChangeFacts(
        String.valueOf(row.get("domain")),
        String.valueOf(row.get("type")),
        row.get("namespace") instanceof Long namespace ? namespace.intValue() : null,
        (String) row.get("title"),
        (String) row.get("user"),
        (Boolean) row.get("is_bot"),
        (Boolean) row.get("is_minor"),
        (Long) row.get("length_diff"));
  }

  @BeforeEach
  void open() {
    api = new ApiServer(port);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-23T04:00:00Z, 2026-02-26T19:32:00Z",
    "2026-02-24T00:00:00Z, 2026-02-26T00:00:00Z",
    "2026-02-26T19:02:00Z, 2026-02-26T19:32:00Z",
    "2026-02-25T02:17:00Z, 2026-02-26T05:59:00Z",
    "2026-02-26T17:09:00Z, 2026-02-26T17:13:00Z",
    "2026-02-20T00:00:00Z, 2026-02-21T00:00:00Z"
  })
  void everyMetricEqualsTheRecount(String from, String to) {
    var recount = known.metrics(Instant.parse(from), Instant.parse(to));
    for (Metric metric : Metric.values()) {
      String path = "/api/metrics/" + metric.path() + "?from=" + from + "&to=" + to + "&top=7";
      new WitnessedAnswer(api.json(path)).equalsRecount(recount.named(metric.path(), 7));
    }
    new WitnessedAnswer(api.json("/api/metrics?from=" + from + "&to=" + to))
        .equalsRecount(recount.summary());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-23T04:00:00Z, 2026-02-26T19:32:00Z",
    "2026-02-24T11:17:00Z, 2026-02-26T09:03:00Z"
  })
  void everyHistoryEqualsTheRecount(String from, String to) {
    var recount = known.history(Instant.parse(from), Instant.parse(to));
    String range = "?from=" + from + "&to=" + to;
    Map<String, List<Map<String, @Nullable Object>>> rows =
        Map.of(
            "hour-of-day", recount.hourOfDay(),
            "contributors", recount.contributors(),
            "languages", recount.languages(),
            "servers", recount.servers());
    rows.forEach(
        (name, wanted) ->
            new WitnessedAnswer(api.json("/api/history/" + name + range))
                .equalsRecount(Map.of("name", name, "rows", wanted)));
    new WitnessedAnswer(api.json("/api/history/trend" + range))
        .equalsRecount(Map.of("series", recount.hourlyTrend()));
    new WitnessedAnswer(api.json("/api/history/trend" + range + "&step=day"))
        .equalsRecount(Map.of("series", recount.dailyTrend()));
  }

  @Test
  void aMinuteIsNullWhereItIsNotCoveredAndNowhereElse() {
    JsonNode answer =
        api.json("/api/metrics/traffic?from=2026-02-26T17:08:00Z&to=2026-02-26T17:14:00Z");
    List<String> events = ApiServer.texts(answer.get("series"), "events");
    assertThat(events).hasSize(6);
    assertThat(events.subList(2, 4)).containsOnly("null");
    assertThat(events.subList(0, 2)).doesNotContain("null");
    assertThat(events.subList(4, 6)).doesNotContain("null");
    assertThat(answer.get("covered_seconds").asLong()).isEqualTo(4 * 60);
    assertThat(answer.get("complete").asBoolean()).isFalse();
    // a minute that waits to be counted again is not known either
    JsonNode late =
        api.json("/api/metrics/traffic?from=2026-02-26T02:44:00Z&to=2026-02-26T02:46:00Z");
    assertThat(late.at("/series/0/events").isNull()).isTrue();
    assertThat(late.at("/series/1/events").isNumber()).isTrue();
  }

  @Test
  void theSummarySpeaksOfTheCoveredSecondsAndTheTimeItKnows() {
    JsonNode answer = api.json("/api/metrics?lookback=30m");
    assertThat(answer.get("from").asText()).isEqualTo("2026-02-26T19:02:00Z");
    assertThat(answer.get("to").asText()).isEqualTo("2026-02-26T19:32:00Z");
    assertThat(answer.get("as_of").asText()).isEqualTo("2026-02-26T19:31:00Z");
    assertThat(answer.get("covered_seconds").asLong()).isEqualTo(29 * 60);
    assertThat(answer.get("events").asLong()).isPositive();
    assertThat(answer.get("events_per_second").asDouble())
        .isEqualTo(answer.get("events").asLong() / (29 * 60.0));
    assertThat(api.json("/api/metrics?lookback=1s"))
        .isEqualTo(api.json("/api/metrics?lookback=1m"));
    JsonNode before = api.json("/api/metrics?from=2026-02-20T00:00:00Z&to=2026-02-20T01:00:00Z");
    assertThat(before.get("events_per_second").isNull()).isTrue();
    assertThat(before.get("as_of").asText()).isEqualTo("2026-02-20T01:00:00Z");
  }

  @Test
  void anAnswerFollowsAMinuteThatIsWrittenAgain() {
    Instant minute = Instant.parse("2026-02-12T13:37:00Z");
    String range = "?from=2026-02-12T12:00:00Z&to=2026-02-12T15:00:00Z";
    stored.add(minute, new ChangeFacts("x.org", "edit", 0, "A", "Ann", false, true, 5L));
    stored.writeMinute(minute);
    stored.touch(Instant.parse("2026-02-12T13:00:00Z"));
    assertThat(api.json("/api/metrics" + range).get("events").asInt()).isEqualTo(1);
    stored.add(minute, new ChangeFacts("x.org", "edit", 0, "B", "Bea", false, true, 6L));
    stored.writeMinute(minute);
    assertThat(api.json("/api/metrics" + range).get("events").asInt()).isEqualTo(2);
    stored.addUpHours(Instant.parse("2026-02-12T14:00:00Z"));
    assertThat(api.json("/api/metrics/pages" + range).get("rows").findValuesAsText("title"))
        .containsExactly("A", "B");
  }

  @Test
  void aCompleteRangeMayBeKeptAndALookBackMayNot() {
    String path = "/api/metrics/servers?from=2026-02-25T03:00:00Z&to=2026-02-25T09:00:00Z";
    HttpResponse<String> answer = api.get(path);
    assertThat(ApiServer.parsed(answer).get("complete").asBoolean()).isTrue();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("max-age=3600");
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    assertThat(api.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(api.get("/api/metrics/servers?lookback=5m").headers().firstValue("Cache-Control"))
        .hasValue("no-cache");
  }

  @Test
  void everyAnswerIsThereAsATable() {
    assertThat(api.get("/api/metrics?" + ALL, "Accept", "text/csv").body())
        .startsWith("from,to,covered_seconds,complete,as_of,events,bytes,events_per_second,top_");
    assertThat(api.get("/api/metrics/users?" + ALL, "Accept", "text/csv").body())
        .startsWith("from,to,complete,kind,events\r\n2026-02-23T04:00:00Z,2026-02-26T19:32:00Z,f");
    assertThat(api.get("/api/metrics/velocity?" + ALL, "Accept", "text/csv").body().lines())
        .hasSize(1 + (int) Duration.between(BEGIN, ApiServer.NOW).toMinutes());
    assertThat(api.get("/api/history/hour-of-day?" + ALL, "Accept", "text/csv").body().lines())
        .hasSize(25);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/metrics?lookback=91d, lookback",
    "/api/metrics?lookback=0m, lookback",
    "/api/metrics?lookback=5w, lookback",
    "/api/metrics?lookback=99999999d, lookback",
    "/api/metrics?lookback=5m&to=2026-02-26T19:00:00Z, lookback",
    "/api/metrics/pages?from=2026-02-26T18:00:01Z, from",
    "/api/metrics/pages?from=2026-02-26T18:00:00Z&to=2026-02-26T18:30:00.5Z, to",
    "/api/metrics/pages?from=2026-02-26T18:00:00Z&to=2026-02-26T18:00:00Z, to",
    "/api/metrics/pages?from=2020-02-26T18:00:00Z, from",
    "/api/metrics/pages?top=0, top",
    "/api/history/trend?step=minute, step",
    "/api/history/servers?step=day, step"
  })
  void namesTheParameterThatIsWrong(String path, String parameter) {
    HttpResponse<String> answer = api.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(ApiServer.parsed(answer).get("parameter").asText()).isEqualTo(parameter);
  }

  @Test
  void aMetricOfAnotherNameDoesNotExist() {
    assertThat(api.get("/api/metrics/joy").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/history/traffic").statusCode()).isEqualTo(404);
  }
}
