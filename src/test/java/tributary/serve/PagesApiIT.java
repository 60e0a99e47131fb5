package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

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
import tributary.platform.Cassandra;
import tributary.platform.HourVersions;
import tributary.serve.StoredPages.Page;

/** Pages, domains and users over HTTP, from rows that were written by plain CQL. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesApiIT {
  private static final String EN = "en.wikipedia.org";
  private static final String UK = "uk.wikipedia.org";

  private ApiServer api;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, PagesApiIT.class);
  }

  @BeforeAll
  void writePages(
      @Autowired Cassandra cassandra, @Value("${tributary.store.keyspace}") String keyspace) {
    StoredPages pages = new StoredPages(ApiServer.connected(cassandra), keyspace);
    // the same ids on two wikis, several in one millisecond, over two months, one without a user
    for (int i = 0; i < 60; i++) {
      Instant at = Instant.parse("2026-02-26T19:31:00Z").minusSeconds((i / 4) * 700L);
      boolean en = i % 2 == 0;
      pages.add(
          new Page(
              1000 + i / 2,
              "Title " + i,
              en ? EN : UK,
              en ? "enwiki" : "ukwiki",
              i % 5 == 0 ? null : (long) (i % 5),
              i % 10 == 0 ? null : "User/" + i % 5,
              at.toString()));
    }
    pages.add(new Page(7, "Old", EN, "enwiki", 77L, "Ann", "2026-01-31T23:59:59.999Z"));
    pages.add(new Page(7, "Newer", EN, "enwiki", 77L, "Ann", "2026-02-01T00:00:00Z"));
    pages.add(new Page(7, "Old", EN, "enwiki", 77L, "Ann", "2026-01-31T23:59:59.999Z"), true);
    pages.add(new Page(8, "Emoji", UK, "ukwiki", null, "a/b ;%25+😀?#", "2025-12-31T10:00:00Z"));
    pages.count(EN, Instant.parse("2026-02-26T19:00:00Z"), 5);
    pages.count(EN, Instant.parse("2026-02-26T18:00:00Z"), 4);
    pages.count(EN, Instant.parse("2026-01-31T23:00:00Z"), 1);
    activeUsers(pages);
  }

  /** June 2025: an hour with a recount that holds, one that was written to since, and two ends. */
  private static void activeUsers(StoredPages pages) {
    Page bob = new Page(1, "B", EN, "enwiki", 5L, "Bob", "2025-06-01T10:59:59Z");
    Page renamed = new Page(2, "B", EN, "enwiki", 5L, "Robert", "2025-06-01T12:00:00Z");
    Page stranger = new Page(3, "B", UK, "ukwiki", 5L, "Eve", "2025-06-01T12:00:01Z");
    pages.add(bob);
    pages.add(renamed);
    pages.add(stranger);
    pages.add(new Page(4, "B", UK, "ukwiki", null, null, "2025-06-01T12:00:02Z"));
    Instant counted = Instant.parse("2025-06-01T11:00:00Z");
    UUID touch = UUID.randomUUID();
    pages.touch(counted, 0, touch);
    Page inHour = new Page(9, "X", EN, "enwiki", 5L, "Bobby", "2025-06-01T11:30:00Z");
    Page gone = new Page(9, "X", EN, "enwiki", 6L, "Gone", "2025-06-01T11:30:00Z");
    pages.recount(counted, HourVersions.version(Map.of(0, touch)), Map.of(inHour, 10, gone, 0));
    pages.recount(Instant.parse("2025-06-01T12:00:00Z"), "an older state", Map.of(renamed, 50));
  }

  @BeforeEach
  void open() {
    api = new ApiServer(port);
  }

  private List<JsonNode> everything(String path) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode answer = api.json(path + cursor);
      answer.path("pages").forEach(all::add);
      answer.path("users").forEach(all::add);
      answer.path("domains").forEach(all::add);
      cursor =
          answer.has("next_cursor")
              ? (path.contains("?") ? "&" : "?") + "cursor=" + answer.get("next_cursor").asText()
              : "";
    } while (!cursor.isEmpty());
    return all;
  }

  private static List<String> events(List<JsonNode> pages) {
    return pages.stream().map(page -> page.get("event_id").asText()).toList();
  }

  @Test
  void listsTheNewestDayOfEverybodyNewestFirst() {
    List<JsonNode> pages = everything("/api/pages?limit=1000");
    assertThat(pages).hasSize(60);
    assertThat(pages.stream().map(page -> page.get("created_at").asText()).toList())
        .isSortedAccordingTo(java.util.Comparator.<String>naturalOrder().reversed());
    assertThat(List.copyOf(pages.get(0).properties()).stream().map(Map.Entry::getKey).toList())
        .containsExactly(
            "page_id",
            "page_title",
            "domain",
            "wiki",
            "namespace",
            "user_id",
            "user_name",
            "user_is_bot",
            "created_at",
            "event_id",
            "rev_id",
            "comment");
    assertThat(pages.get(0).get("comment").isNull()).isTrue();
  }

  @Test
  void pagesThroughEverythingWithoutLossOrRepeat() {
    for (String path :
        List.of(
            "/api/pages",
            "/api/domains/" + EN + "/pages",
            "/api/users/3/pages",
            "/api/users/by-name/User%2F2/pages",
            "/api/pages?from=2026-01-01T00:00:00Z")) {
      List<String> whole =
          events(everything(path + (path.contains("?") ? "&" : "?") + "limit=1000"));
      assertThat(whole).doesNotHaveDuplicates().hasSizeGreaterThan(8);
      for (int limit : List.of(1, 7)) {
        String step = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
        assertThat(events(everything(step))).as(step).isEqualTo(whole);
      }
    }
  }

  @Test
  void keepsHalfOpenRanges() {
    String from = "from=2026-01-31T23:59:59.999Z&to=2026-02-01T00:00:00Z";
    assertThat(everything("/api/pages?" + from)).isEmpty();
    assertThat(everything("/api/pages?from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00.001Z"))
        .hasSize(1);
    assertThat(
            everything(
                "/api/pages?from=2026-02-01T02:00:00%2B02:00&to=2026-02-01T02:00:00.001+02:00"))
        .hasSize(1);
  }

  @Test
  void showsTheLatestEventOfAPageOnceAndNotTheSuperseded() {
    List<JsonNode> pages = everything("/api/users/77/pages");
    assertThat(pages).hasSize(1);
    assertThat(pages.get(0).get("page_title").asText()).isEqualTo("Newer");
    JsonNode byId = api.json("/api/pages/7");
    assertThat(byId.get("pages")).hasSize(1);
    assertThat(byId.at("/pages/0/page_title").asText()).isEqualTo("Newer");
  }

  @Test
  void findsOnePageAWikiByIdAnd404WhenThereIsNone() {
    JsonNode both = api.json("/api/pages/1003");
    assertThat(both.get("page_id").asLong()).isEqualTo(1003);
    assertThat(ApiServer.texts(both.get("pages"), "wiki")).containsExactly("enwiki", "ukwiki");
    assertThat(ApiServer.texts(api.json("/api/pages/1003?domain=" + UK), "wiki"))
        .containsExactly("ukwiki");
    assertThat(everything("/api/pages/1003?limit=1")).hasSize(2);
    for (String path : List.of("/api/pages/999999", "/api/pages/1003?domain=nowhere.org")) {
      HttpResponse<String> missing = api.get(path);
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(ApiServer.parsed(missing).get("title").asText()).isNotEmpty();
    }
  }

  @Test
  void findsUsersByAnyNameThatCanBeWritten() {
    String escaped = "a%2Fb%20;%2525+%F0%9F%98%80%3F%23";
    JsonNode answer = api.json("/api/users/by-name/" + escaped + "/pages");
    assertThat(answer.get("user_name").asText()).isEqualTo("a/b ;%25+😀?#");
    assertThat(answer.get("pages")).hasSize(1);
    assertThat(answer.at("/pages/0/user_id").isNull()).isTrue();
  }

  @Test
  void findsUsersWithAnIdByNameTooAndKeepsWikisApartByDomain() {
    assertThat(everything("/api/users/by-name/Ann/pages")).hasSize(1);
    List<JsonNode> all = everything("/api/users/1/pages");
    List<JsonNode> en = everything("/api/users/1/pages?domain=" + EN);
    List<JsonNode> uk = everything("/api/users/1/pages?domain=" + UK);
    assertThat(en).isNotEmpty();
    assertThat(uk).isNotEmpty();
    assertThat(all).hasSize(en.size() + uk.size());
    assertThat(api.json("/api/users/123456/pages").get("pages")).isEmpty();
  }

  @Test
  void listsEveryDomainOnceAndSorted() {
    assertThat(api.json("/api/domains").get("domains").toString())
        .isEqualTo("[\"" + EN + "\",\"" + UK + "\"]");
    assertThat(everything("/api/domains?limit=1")).hasSize(2);
  }

  @Test
  void countsByWholeHoursAndSaysZeroForTheUnknown() {
    String path = "/api/domains/" + EN + "/pages/count";
    assertThat(api.json(path).get("count").asInt()).isEqualTo(10);
    assertThat(api.json(path + "?from=2026-02-26T19:00:00Z").get("count").asInt()).isEqualTo(5);
    assertThat(
            api.json(path + "?from=2026-01-01T00:00:00Z&to=2026-02-26T19:00:00Z")
                .get("count")
                .asInt())
        .isEqualTo(5);
    assertThat(api.json("/api/domains/nowhere/pages/count").toString())
        .isEqualTo("{\"domain\":\"nowhere\",\"count\":0}");
    JsonNode problem = ApiServer.parsed(api.get(path + "?from=2026-02-26T19:30:00Z"));
    assertThat(problem.get("parameter").asText()).isEqualTo("from");
    assertThat(problem.get("expected").asText()).contains("whole hour");
  }

  @Test
  void countsActiveUsersToTheSecondFromRecountsThatHoldAndFromPagesElsewhere() {
    JsonNode answer =
        api.json("/api/users/active?from=2025-06-01T10:59:59Z&to=2025-06-01T12:30:00Z");
    assertThat(answer.get("from").asText()).isEqualTo("2025-06-01T10:59:59Z");
    assertThat(answer.get("users").toString())
        .isEqualTo(
            "[{\"user_id\":5,\"user_name\":\"Robert\",\"domain\":\"en.wikipedia.org\",\"count\":12},"
                + "{\"user_id\":5,\"user_name\":\"Eve\",\"domain\":\"uk.wikipedia.org\",\"count\":1}]");
    assertThat(
            api.json("/api/users/active?from=2025-06-01T11:00:00Z&to=2025-06-01T12:00:00Z")
                .get("users")
                .toString())
        .isEqualTo(
            "[{\"user_id\":5,\"user_name\":\"Bobby\",\"domain\":\"en.wikipedia.org\",\"count\":10}]");
    // the recount of this hour is older than its pages, so they are counted
    assertThat(
            api.json("/api/users/active?from=2025-06-01T12:00:00Z&to=2025-06-01T13:00:00Z")
                .at("/users/0/count")
                .asInt())
        .isEqualTo(1);
    assertThat(everything("/api/users/active?limit=1"))
        .hasSameSizeAs(everything("/api/users/active"));
  }

  @Test
  void refusesRangesOfActiveUsersThatAreTooLong() {
    String first = "/api/users/active?from=2026-01-01T00:00:00Z&to=";
    assertThat(api.get(first + "2026-02-01T00:00:00Z").statusCode()).isEqualTo(200);
    HttpResponse<String> longer = api.get(first + "2026-02-01T00:00:01Z");
    assertThat(longer.statusCode()).isEqualTo(400);
    assertThat(ApiServer.parsed(longer).get("expected").asText()).contains("31 days");
    assertThat(api.get(first + "2026-01-01T00:00:00Z").statusCode()).isEqualTo(400);
  }

  @Test
  void writesListsAsCsvWithALinkToTheNextPart() {
    HttpResponse<String> csv = api.get("/api/pages?limit=2", "Accept", "text/csv");
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body().split("\r\n")).hasSize(3);
    assertThat(csv.body()).startsWith("page_id,page_title,domain,wiki,namespace,user_id,");
    String link = csv.headers().firstValue("Link").orElse("");
    assertThat(link).startsWith("</api/pages?limit=2&cursor=").endsWith("; rel=\"next\"");
    String next = link.substring(1, link.indexOf('>'));
    assertThat(api.get(next, "Accept", "text/csv").body().split("\r\n")).hasSize(3);
    assertThat(api.get("/api/users/active", "Accept", "text/csv").body())
        .startsWith("from,to,user_id,user_name,domain,count\r\n");
    assertThat(api.get("/api/domains", "Accept", "text/csv").body())
        .isEqualTo("domain\r\n" + EN + "\r\n" + UK + "\r\n");
  }
}
