package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Topics;
import tributary.platform.Cassandra;
import tributary.platform.FeedProgress;
import tributary.platform.FeedStatus;
import tributary.platform.HourVersions;
import tributary.platform.Ledger;
import tributary.platform.LedgerEntry;

/** Reports and the state of the pipeline over HTTP; it is 19:32, so H is 19:00. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsApiIT {
  private static final Instant H = Instant.parse("2026-02-26T19:00:00Z");
  private static final String FRAME =
      "\"time_start\":\"12:00\",\"time_end\":\"18:00\",\"from\":\"2026-02-26T12:00:00Z\","
          + "\"to\":\"2026-02-26T18:00:00Z\"";

  @LocalServerPort private int port;
  private StoredPages pages;
  private ApiServer api;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, ReportsApiIT.class);
  }

  @BeforeAll
  void followTheFeed(
      @Autowired Cassandra cassandra,
      @Autowired Ledger ledger,
      @Autowired FeedStatus status,
      @Autowired FeedProgress progress,
      @Value("${tributary.store.keyspace}") String keyspace) {
    pages = new StoredPages(ApiServer.connected(cassandra), keyspace);
    status.connection(Topics.PAGE_CREATE, FeedStatus.Connection.CONNECTED, ApiServer.NOW, null);
    status.received(Topics.PAGE_CREATE, ApiServer.NOW.minusSeconds(3), false);
    ledger
        .publish(
            new LedgerEntry(
                "clean",
                Topics.PAGE_CREATE,
                Topics.PAGE_CREATE_RAW,
                0,
                120,
                Map.of(
                    "in", 120L, "clean", 100L, "filtered.canary", 19L, "dead", 1L, "repeats", 4L),
                ApiServer.NOW.minusSeconds(2),
                Instant.parse("2026-02-26T12:00:00Z"),
                "[{\"offset\":-1}]"))
        .join();
    for (int partition = 0; partition < 4; partition++) {
      ledger
          .publish(
              new LedgerEntry(
                  "store",
                  Topics.PAGE_CREATE,
                  Topics.PAGE_CREATE_CLEAN,
                  partition,
                  25,
                  Map.of("stored", 25L),
                  ApiServer.NOW.minusSeconds(2),
                  null,
                  null))
          .join();
    }
    await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(
            () ->
                Instant.parse("2026-02-26T19:31:00Z")
                    .equals(progress.storedThrough(Topics.PAGE_CREATE)));
  }

  @BeforeEach
  void open() {
    api = new ApiServer(port);
  }

  /** Touches one of the six hours of {@code hour} and gives the basis that follows from it. */
  private String touched(Instant hour, Instant touchedHour) {
    UUID touch = UUID.randomUUID();
    pages.touch(touchedHour, 0, touch);
    List<String> versions = new ArrayList<>();
    for (Instant one : new ReportRange(hour).hours()) {
      versions.add(one.equals(touchedHour) ? HourVersions.version(Map.of(0, touch)) : "");
    }
    return HourVersions.basis(versions);
  }

  @Test
  void answersAReportAsStoredAndSaysThatItIsComplete() {
    String basis = touched(H, Instant.parse("2026-02-26T12:00:00Z"));
    pages.report(
        "bots-by-domain",
        H,
        basis,
        "{" + FRAME + ",\"statistics\":[{\"domain\":\"=cmd\",\"created_by_bots\":7}]}");
    JsonNode now = api.json("/api/reports/bots-by-domain");
    assertThat(now.toString())
        .isEqualTo(
            "{"
                + FRAME
                + ",\"statistics\":[{\"domain\":\"=cmd\",\"created_by_bots\":7}],\"complete\":true}");
    assertThat(api.json("/api/reports/bots-by-domain?at=2026-02-26T19:59:59.999Z")).isEqualTo(now);
    assertThat(api.get("/api/reports/bots-by-domain", "Accept", "text/csv").body())
        .isEqualTo(
            "time_start,time_end,from,to,complete,domain,created_by_bots\r\n"
                + "12:00,18:00,2026-02-26T12:00:00Z,2026-02-26T18:00:00Z,true,'=cmd,7\r\n");

    // one more write in one of its hours: the report is not on the newest state any more
    pages.touch(Instant.parse("2026-02-26T12:00:00Z"), 3, UUID.randomUUID());
    assertThat(api.json("/api/reports/bots-by-domain").get("complete").asBoolean()).isFalse();
  }

  @Test
  void showsSixPresentHoursWhenNothingWasStored() {
    JsonNode hours = api.json("/api/reports/domains-by-hour?at=2026-02-27T02:10:00Z");
    assertThat(hours).hasSize(6);
    assertThat(hours.get(0).toString())
        .isEqualTo(
            "{\"time_start\":\"19:00\",\"time_end\":\"20:00\",\"from\":\"2026-02-26T19:00:00Z\","
                + "\"to\":\"2026-02-26T20:00:00Z\",\"statistics\":[],\"complete\":false}");
    assertThat(hours.get(4).get("time_end").asText()).isEqualTo("00:00");
    assertThat(hours.get(5).get("time_start").asText()).isEqualTo("00:00");
    assertThat(api.get("/api/reports/top-users?at=2020-01-01T00:00:00Z").body()).isEqualTo("[]");
    JsonNode bots = api.json("/api/reports/bots-by-domain?at=2020-01-01T00:00:00Z");
    assertThat(bots.get("statistics")).isEmpty();
    assertThat(bots.get("complete").asBoolean()).as("nobody listened then").isFalse();
  }

  @Test
  void seesAReportThatWasComputedAnew() {
    Instant hour = Instant.parse("2026-02-20T03:00:00Z");
    String path = "/api/reports/top-users?at=2026-02-20T03:00:00Z";
    assertThat(api.json(path)).isEmpty();
    String user =
        "[{\"user_id\":null,\"user_name\":\"@x\",\"domain\":\"d\","
            + FRAME
            + ",\"pages_created\":2,\"page_titles\":[\"A,B\",\"-C\"]}]";
    pages.report("top-users", hour, "first", user);
    assertThat(api.json(path)).hasSize(1);
    assertThat(api.get(path, "Accept", "text/csv").body().lines().toList())
        .containsExactly(
            "user_id,user_name,domain,time_start,time_end,from,to,complete,pages_created,page_title",
            ",'@x,d,12:00,18:00,2026-02-26T12:00:00Z,2026-02-26T18:00:00Z,false,2,\"A,B\"",
            ",'@x,d,12:00,18:00,2026-02-26T12:00:00Z,2026-02-26T18:00:00Z,false,2,'-C");
    pages.report("top-users", hour, "second", "[]");
    assertThat(api.json(path)).isEmpty();
  }

  @Test
  void letsFinishedCompleteReportsBeKeptAndAsksAboutAllOthers() {
    Instant hour = Instant.parse("2026-02-26T20:00:00Z");
    // 13:00 to 19:00, of which no other test speaks
    String basis = touched(hour, Instant.parse("2026-02-26T14:00:00Z"));
    String path = "/api/reports/domains-by-hour?at=2026-02-26T20:00:00Z";
    pages.report(
        "domains-by-hour",
        hour,
        basis,
        new ReportRange(hour).empty(ReportKind.DOMAINS_BY_HOUR).toString());
    HttpResponse<String> complete = api.get(path);
    String tag = complete.headers().firstValue("ETag").orElseThrow();
    assertThat(complete.body()).doesNotContain("false");
    assertThat(complete.headers().firstValue("Cache-Control")).hasValue("max-age=3600");
    HttpResponse<String> again = api.get(path, "If-None-Match", "\"other\", W/" + tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    assertThat(api.get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(api.get(path, "Accept", "text/csv").headers().firstValue("ETag").orElseThrow())
        .isNotEqualTo(tag);
    assertThat(
            api.get("/api/reports/domains-by-hour?at=2020-01-01T00:00:00Z")
                .headers()
                .firstValue("Cache-Control"))
        .hasValue("no-cache");
  }

  @Test
  void showsThePipelineWithTheKeysOfTheContract() {
    JsonNode body = api.json("/api/pipeline");
    assertThat(body.get("mode").asText()).isEqualTo("live");
    JsonNode feed = body.at("/feeds/0");
    assertThat(feed.get("feed").asText()).isEqualTo("page-create");
    assertThat(feed.get("state").asText()).isEqualTo("live");
    assertThat(feed.get("last_event_at").asText()).isEqualTo("2026-02-26T19:31:58Z");
    assertThat(feed.get("age_seconds").asLong()).isEqualTo(2);
    assertThat(feed.get("position").asText()).isEqualTo("[{\"offset\":-1}]");
    assertThat(feed.get("in").asLong()).isEqualTo(120);
    assertThat(feed.get("clean").asLong()).isEqualTo(100);
    assertThat(feed.get("filtered").toString()).isEqualTo("{\"canary\":19}");
    assertThat(feed.get("dead").asLong()).isEqualTo(1);
    assertThat(feed.get("repeats").asLong()).isEqualTo(4);
    assertThat(feed.get("stored").asLong()).isEqualTo(100);
    assertThat(ApiServer.texts(feed.get("stages"), "stage"))
        .containsExactly("ingest", "clean", "store", "report");
    assertThat(feed.at("/stages/0/lag").isNull()).isTrue();
    assertThat(feed.at("/stages/1/lag").asLong()).isZero();
    assertThat(feed.at("/stages/1/route").asText()).isEqualTo("clean-page-create");
    assertThat(feed.at("/stages/1/state").asText()).isEqualTo("absent");
  }
}
