package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Api.asJson;
import static tributary.journey.Api.encoded;
import static tributary.journey.Journey.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tributary.simulator.AnswersAt;

/**
 * Compares answers of the program with those that a recount of the source knows at that moment: the
 * clock goes on, and what was the future a moment ago may have come.
 */
final class Expected {
  private final Api api;
  private final Supplier<AnswersAt> source;
  private final int limit;

  /**
   * @param source of what is known now
   * @param limit size of the pieces in which lists are fetched
   */
  Expected(Api api, Supplier<AnswersAt> source, int limit) {
    this.api = api;
    this.source = source;
    this.limit = limit;
  }

  // --- reports ---------------------------------------------------------------------------------

  /** All three reports of every hour, as of some minute of it; they follow what is stored soon. */
  void reportsOfEveryHour(Instant first, Instant last) {
    for (Instant at = first; !at.isAfter(last); at = at.plus(Duration.ofHours(1))) {
      Instant asked = at.plusSeconds(Math.floorMod(at.getEpochSecond() / 3600 * 977, 3600));
      eventually(() -> reportsAt(asked));
    }
  }

  void reportsAt(Instant at) {
    AnswersAt known = source.get();
    String query = "?at=" + at;
    JsonNode byHour = api.json("/api/reports/domains-by-hour" + query);
    assertThat(plain(byHour, 1))
        .as("domains by hour at %s", at)
        .isEqualTo(json(known.domainsByHour(at)));
    JsonNode bots = api.json("/api/reports/bots-by-domain" + query);
    assertThat(plain(bots, 6)).as("bots at %s", at).isEqualTo(json(known.botsByDomain(at)));
    JsonNode users = api.json("/api/reports/top-users" + query);
    assertThat(plain(users, 6)).as("top users at %s", at).isEqualTo(json(known.topUsers(at)));
  }

  /** Without the keys that stand beside the fixed ones, after a look at them. */
  private static JsonNode plain(JsonNode report, int hours) {
    JsonNode plain = report.deepCopy();
    for (JsonNode one : plain.isArray() ? plain : List.of(plain)) {
      ObjectNode object = (ObjectNode) one;
      Instant from = Instant.parse(object.remove("from").asText());
      Instant to = Instant.parse(object.remove("to").asText());
      assertThat(Duration.between(from, to)).isEqualTo(Duration.ofHours(hours));
      assertThat(from.toString()).contains("T" + object.get("time_start").asText());
      assertThat(to.toString()).contains("T" + object.get("time_end").asText());
      assertThat(object.remove("complete").isBoolean()).isTrue();
    }
    return plain;
  }

  // --- pages -----------------------------------------------------------------------------------

  void domains() {
    asKnown(
        known ->
            assertThat(api.walk("/api/domains", "domains", limit))
                .isEqualTo(json(Map.of("domains", known.domains()))));
  }

  void pagesOfEverybody(Instant from, Instant to) {
    asKnown(
        known -> pages("/api/pages?from=" + from + "&to=" + to, Map.of(), known.pages(from, to)));
  }

  /** Count and pages of a domain: all, and over a range; the count follows what is stored soon. */
  void domain(String domain, Instant from, Instant to) {
    String path = "/api/domains/" + encoded(domain) + "/pages";
    String range = "?from=" + from + "&to=" + to;
    asKnown(
        known -> {
          pages(path, Map.of("domain", domain), known.pagesOfDomain(domain));
          pages(path + range, Map.of("domain", domain), known.pagesOfDomain(domain, from, to));
        });
    Instant first = from.truncatedTo(ChronoUnit.HOURS);
    Instant last = to.truncatedTo(ChronoUnit.HOURS);
    asKnown(
        known -> {
          assertThat(api.json(path + "/count"))
              .isEqualTo(json(Map.of("domain", domain, "count", known.count(domain))));
          assertThat(api.json(path + "/count?from=" + first + "&to=" + last))
              .isEqualTo(json(Map.of("domain", domain, "count", known.count(domain, first, last))));
        });
  }

  /** A user id on all wikis, and on each of its domains alone. */
  void userId(long id) {
    String path = "/api/users/" + id + "/pages";
    asKnown(
        known -> {
          List<Map<String, Object>> all = known.pagesOfUser(id);
          pages(path, Map.of("user_id", id), all);
          byDomain(all)
              .forEach((domain, pages) -> pages(on(path, domain), Map.of("user_id", id), pages));
        });
  }

  /** A user name on all wikis, and on each of its domains alone. */
  void userName(String name) {
    String path = "/api/users/by-name/" + encoded(name) + "/pages";
    asKnown(
        known -> {
          List<Map<String, Object>> all = known.pagesOfUserNamed(name);
          pages(path, Map.of("user_name", name), all);
          byDomain(all)
              .forEach(
                  (domain, pages) -> pages(on(path, domain), Map.of("user_name", name), pages));
        });
  }

  /** A page id on all wikis, and on each domain alone. */
  void pageId(long id) {
    String path = "/api/pages/" + id;
    asKnown(
        known -> {
          List<Map<String, Object>> all = known.pagesWithId(id);
          sameIn(api.walk(path, "pages", limit), Map.of("page_id", id), all);
          byDomain(all)
              .forEach(
                  (domain, pages) ->
                      sameIn(
                          api.walk(on(path, domain), "pages", limit),
                          Map.of("page_id", id),
                          pages));
        });
  }

  void activeUsers(Instant from, Instant to) {
    String path = "/api/users/active?from=" + from + "&to=" + to;
    asKnown(
        known ->
            assertThat(api.walk(path, "users", Math.max(limit, 20)))
                .isEqualTo(
                    json(
                        Map.of(
                            "from", from.toString(),
                            "to", to.toString(),
                            "users", known.activeUsers(from, to)))));
  }

  private void asKnown(Consumer<AnswersAt> comparison) {
    eventually(() -> comparison.accept(source.get()));
  }

  private void pages(String path, Map<String, ?> beside, List<Map<String, Object>> pages) {
    JsonNode answer = api.walk(path, "pages", limit);
    sameIn(answer, beside, pages);
    List<Instant> times =
        answer.get("pages").findValuesAsText("created_at").stream().map(Instant::parse).toList();
    assertThat(times).as(path).isSortedAccordingTo(Comparator.reverseOrder());
  }

  /** Pages of one millisecond may stand in any order; nothing else may differ. */
  private static void sameIn(
      JsonNode answer, Map<String, ?> beside, List<Map<String, Object>> pages) {
    assertThat(Api.beside(answer, "pages")).isEqualTo(json(beside));
    assertThat(sorted(answer.get("pages"))).isEqualTo(sorted(json(pages)));
  }

  private static List<JsonNode> sorted(JsonNode pages) {
    return StreamSupport.stream(pages.spliterator(), false)
        .sorted(Comparator.comparing(page -> page.get("event_id").asText()))
        .toList();
  }

  private static Map<String, List<Map<String, Object>>> byDomain(List<Map<String, Object>> pages) {
    Map<String, List<Map<String, Object>>> byDomain = new TreeMap<>();
    pages.forEach(
        page ->
            byDomain
                .computeIfAbsent(
                    Objects.requireNonNull(page.get("domain")).toString(), one -> new ArrayList<>())
                .add(page));
    return byDomain;
  }

  private static String on(String path, String domain) {
    return path + "?domain=" + encoded(domain);
  }

  private static JsonNode json(Object value) {
    return asJson(value);
  }
}
