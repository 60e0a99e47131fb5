package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tributary.simulator.AnswersAt;
import tributary.simulator.KnownAnswers;

/**
 * Compares everything that can be seen from outside with what the source knows it has published:
 * the raw topic, the rows, the counts, the dead letters, the reports and the lists.
 */
final class Checker {
  static final String RAW = "wikimedia.page-create.raw";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Api api;
  private final Clock clock;
  private final Servers servers;
  private final KnownAnswers answers;

  Checker(Installation installation, KnownAnswers answers) {
    this(installation.api(), installation.servers(), answers, Clock.systemUTC());
  }

  Checker(Api api, Servers servers, KnownAnswers answers, Clock clock) {
    this.api = api;
    this.clock = clock;
    this.servers = servers;
    this.answers = answers;
  }

  /** All of it, as soon as nothing is on its way any more. */
  void checkEverything(Set<String> publishedIds) {
    awaitCounts();
    rawTopicHoldsEachOnce(publishedIds);
    tablesHoldEachOnce();
    deadLettersAreTheBadOnes();
    await("the answers equal a recount")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(this::answersEqualARecount);
    countsAreExact();
  }

  /**
   * Waits until the counts are those of the source, and shows how they differ when they stay so.
   */
  void awaitCounts() {
    await("the counts are the source's")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptions()
        .untilAsserted(this::countsAreExact);
  }

  void countsAreExact() {
    assertThat(counts(feed())).isEqualTo(expectedCounts());
  }

  JsonNode feed() {
    for (JsonNode feed : api.json("/api/pipeline").get("feeds")) {
      if (feed.get("feed").asText().equals("page-create")) {
        return feed;
      }
    }
    throw new AssertionError("there is no feed page-create");
  }

  /** What the API says of the counts. */
  Map<String, Object> counts() {
    return counts(feed());
  }

  private static Map<String, Object> counts(JsonNode feed) {
    Map<String, Object> counts = new TreeMap<>();
    for (String name : List.of("in", "clean", "dead", "stored")) {
      counts.put(name, feed.path(name).asLong());
    }
    counts.put("filtered", feed.path("filtered").toString());
    return counts;
  }

  private Map<String, Object> expectedCounts() {
    Map<String, Object> counts = new TreeMap<>();
    counts.put("in", answers.in());
    counts.put("clean", answers.clean());
    counts.put("dead", answers.dead());
    counts.put("stored", answers.clean());
    counts.put("filtered", JSON.valueToTree(answers.filtered()).toString());
    return counts;
  }

  void rawTopicHoldsEachOnce(Set<String> publishedIds) {
    List<ConsumerRecord<byte[], byte[]>> raw = servers.records(RAW);
    List<String> ids =
        raw.stream().map(one -> Publisher.idOf(one.value())).filter(id -> id != null).toList();
    assertThat(new HashSet<>(ids)).as("ids in the raw topic").isEqualTo(publishedIds);
    assertThat(ids).as("ids in the raw topic").doesNotHaveDuplicates();
    assertThat((long) raw.size()).as("records in the raw topic").isEqualTo(answers.in());
  }

  void tablesHoldEachOnce() {
    try (CqlSession session = servers.session()) {
      List<String> quarantined = ids(session, "quarantined_by_hour");
      for (String table : List.of("pages_by_id", "pages_by_hour", "pages_by_domain_hour")) {
        List<String> ids = ids(session, table);
        assertThat(ids).as("ids in " + table).doesNotHaveDuplicates();
        Set<String> all = new HashSet<>(ids);
        all.addAll(quarantined);
        assertThat(all)
            .as("ids in " + table + " and in quarantine")
            .isEqualTo(answers.cleanEventIds());
      }
    }
  }

  /** Ids of the rows of a table, as they are there. */
  private static List<String> ids(CqlSession session, String table) {
    List<String> ids = new ArrayList<>();
    for (Row row : session.execute("SELECT event_id FROM " + table)) {
      ids.add(row.getString("event_id"));
    }
    return ids;
  }

  void deadLettersAreTheBadOnes() {
    Set<String> good = answers.cleanEventIds();
    Map<Long, byte[]> raw = new TreeMap<>();
    servers.records(RAW).forEach(one -> raw.put(one.offset(), one.value()));
    List<Long> sources = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : servers.records(RAW + ".dlt")) {
      long source = Long.parseLong(TopicRecords.header(letter, "source-offset"));
      sources.add(source);
      assertThat(letter.value()).as("bytes of the dead letter").isEqualTo(raw.get(source));
      assertThat(good).doesNotContain(String.valueOf(Publisher.idOf(letter.value())));
      assertThat(TopicRecords.header(letter, "reason")).isNotBlank();
    }
    assertThat(sources).as("source offsets of dead letters").doesNotHaveDuplicates();
    assertThat((long) sources.size()).as("dead letters").isEqualTo(answers.dead());
  }

  void answersEqualARecount() {
    Instant now = clock.instant();
    AnswersAt known = answers.asOf(now);
    for (int back = 0; back < 3; back++) {
      Instant at = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(back));
      reportsEqualARecount(at);
    }
    same("/api/domains", Map.of("domains", known.domains()));
    for (String domain : known.domains().stream().filter(Checker::isUsual).limit(5).toList()) {
      same(
          "/api/domains/" + domain + "/pages/count",
          Map.of("domain", domain, "count", known.count(domain)));
    }
    Instant to = now.truncatedTo(ChronoUnit.HOURS);
    Instant from = to.minus(Duration.ofHours(9));
    JsonNode active = api.json("/api/users/active?limit=1000&from=" + from + "&to=" + to);
    List<Map<String, Object>> users = new ArrayList<>(known.activeUsers(from, to));
    assertThat(
            only(active.get("users"), JSON.valueToTree(first(users, active.get("users").size()))))
        .as("active users")
        .isEqualTo(JSON.valueToTree(users.subList(0, Math.min(1000, users.size()))));
  }

  void reportsEqualARecount(Instant at) {
    AnswersAt known = answers.asOf(clock.instant());
    same("/api/reports/domains-by-hour?at=" + at, known.domainsByHour(at));
    same("/api/reports/bots-by-domain?at=" + at, known.botsByDomain(at));
    same("/api/reports/top-users?at=" + at, known.topUsers(at));
  }

  /** Can be written into an address as it is. */
  private static boolean isUsual(String domain) {
    return domain.matches("[a-z0-9.-]+");
  }

  private static <T> List<T> first(List<T> all, int count) {
    return all.subList(0, Math.min(count, all.size()));
  }

  private void same(String path, Object expected) {
    JsonNode wanted = JSON.valueToTree(expected);
    assertThat(only(api.json(path), wanted)).as(path).isEqualTo(wanted);
  }

  /** The answer without the keys of which nothing is expected; numbers as whole numbers. */
  private static JsonNode only(JsonNode answer, JsonNode wanted) {
    if (answer.isArray() && wanted.isArray()) {
      ArrayNode kept = JSON.createArrayNode();
      for (int i = 0; i < answer.size(); i++) {
        kept.add(i < wanted.size() ? only(answer.get(i), wanted.get(i)) : answer.get(i));
      }
      return kept;
    }
    if (answer.isObject() && wanted.isObject()) {
      boolean statistic = wanted.size() == 1 && answer.size() == 1;
      ObjectNode kept = JSON.createObjectNode();
      answer
          .fields()
          .forEachRemaining(
              field -> {
                if (statistic || wanted.has(field.getKey())) {
                  JsonNode other = wanted.path(field.getKey());
                  kept.set(field.getKey(), only(field.getValue(), other));
                }
              });
      return kept;
    }
    return answer.isInt() ? JSON.getNodeFactory().numberNode(answer.longValue()) : answer;
  }
}
