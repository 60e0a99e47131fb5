package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.APage;
import tributary.simulator.Kind;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/** What is read, written or sent a second time changes nothing but the number of repeats. */
class RedeliveryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Every table whose rows must not change when the same events come again. */
  private static final List<String> TABLES =
      List.of(
          "pages_by_id",
          "pages_by_hour",
          "pages_by_domain_hour",
          "pages_by_user_day",
          "days_by_user",
          "domains_by_feed",
          "years_by_domain",
          "hours_by_domain_year",
          "quarantined_by_hour",
          "domains_by_hour",
          "users_by_hour");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-02-26T19:32:00Z"));
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults().withClock(clock));
  private final Servers servers = Servers.shared(RedeliveryIT.class);
  private final Operator operator = new Operator(servers);
  private LocalPipeline pipeline;
  private Checker checker;

  @BeforeEach
  void start() {
    PageCreations.seeded(5, PageCreationOptions.everything().without(Kind.FUTURE))
        .between(clock.instant().minus(Duration.ofHours(8)), clock.instant(), 600)
        .forEach(simulator::publish);
    open();
    checker.awaitCounts();
    await().atMost(PATIENCE).untilAsserted(checker::answersEqualARecount);
  }

  @AfterEach
  void end() {
    pipeline.close();
    simulator.close();
  }

  private void open() {
    pipeline =
        new LocalPipeline(
            servers,
            simulator.streamBase(),
            clock,
            "--tributary.ingest.wikimedia.since=" + clock.instant().minus(Duration.ofHours(9)));
    checker = new Checker(pipeline.api(), servers, simulator.answers(), clock);
  }

  @Test
  void changesNoRowAndNoCountWhenBothTopicsAreReadAgainFromTheirBeginning() throws Exception {
    Map<String, String> rows = rows();
    Map<String, Object> counts = checker.counts();
    int letters = servers.records(Checker.RAW + ".dlt").size();
    pipeline.close();
    operator.readAgain("tributary-clean-page-create", Checker.RAW);
    operator.readAgain("tributary-store-page-create", Operator.CLEAN);
    open();
    operator.awaitAllRead();
    assertThat(checker.counts()).isEqualTo(counts);
    assertThat(rows()).isEqualTo(rows);
    assertThat(servers.records(Checker.RAW + ".dlt")).as("dead letters").hasSize(letters);
    checker.deadLettersAreTheBadOnes();
    checker.answersEqualARecount();
  }

  @Test
  void countsCopiesInTheRawTopicAsRepeatsAndNothingElse() {
    Map<String, String> rows = rows();
    long before = checker.feed().get("repeats").asLong();
    List<ConsumerRecord<byte[], byte[]>> raw = servers.records(Checker.RAW);
    operator.append(raw, Checker.RAW);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(checker.feed().get("repeats").asLong()).isEqualTo(before + raw.size()));
    checker.countsAreExact();
    checker.deadLettersAreTheBadOnes();
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void replaysDeadLettersOnlyWhenAskedToAndCountsEachEventOnce() {
    long dead = simulator.answers().dead();
    JsonNode dry = pipeline.api().post(replay());
    assertThat(dry.get("dry_run").asBoolean()).isTrue();
    assertThat(dry.get("would_replay").asLong()).isEqualTo(dead);
    assertThat(servers.records(Checker.RAW)).hasSize((int) simulator.answers().in());

    assertThat(pipeline.api().post(replay() + "&dry_run=false").get("replayed").asLong())
        .isEqualTo(dead);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(servers.records(Checker.RAW + ".dlt")).hasSize((int) (2 * dead)));
    operator.awaitAllRead();
    checker.countsAreExact();
    JsonNode newest =
        pipeline.api().json("/api/dead-letters?limit=1&topic=" + Checker.RAW).at("/dead_letters/0");
    assertThat(newest.get("attempts").asInt()).isEqualTo(2);

    // the same replayed records once more, as a retry of somebody's would bring them
    List<ConsumerRecord<byte[], byte[]>> replayed =
        servers.records(Checker.RAW).stream()
            .filter(record -> TopicRecords.header(record, "replay-of") != null)
            .toList();
    assertThat(replayed).hasSize((int) dead);
    operator.append(replayed, Checker.RAW);
    operator.awaitAllRead();
    checker.countsAreExact();
  }

  @Test
  void storesARepairedEventOnceAfterItsDeadLetterWasReplayed() {
    APage broken =
        APage.named("Repaired").on("repaired.example.org").at(clock.instant()).withPageId(99);
    simulator.publish(broken.copy().with("/page_id", "99"));
    checker.awaitCounts();
    List<ConsumerRecord<byte[], byte[]>> letters = servers.records(Checker.RAW + ".dlt");
    ConsumerRecord<byte[], byte[]> letter = letters.get(letters.size() - 1);
    // as after a fix of ours: the bytes that were bad are good
    ProducerRecord<byte[], byte[]> repaired =
        new ProducerRecord<>(
            servers.topicPrefix() + Checker.RAW + ".dlt",
            null,
            letter.key(),
            new String(letter.value(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"99\"", "99")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            letter.headers());
    Map<String, Object> before = checker.counts();
    operator.send(List.of(repaired));
    pipeline.api().post(replay() + "&dry_run=false");
    Map<String, Object> expected = new TreeMap<>(before);
    expected.merge("dead", -1L, (a, b) -> (Long) a + (Long) b);
    expected.merge("clean", 1L, (a, b) -> (Long) a + (Long) b);
    expected.merge("stored", 1L, (a, b) -> (Long) a + (Long) b);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(checker.counts()).isEqualTo(expected));
    operator.awaitAllRead();
    assertThat(checker.counts()).isEqualTo(expected);
    assertThat(pipeline.api().json("/api/domains/repaired.example.org/pages").get("pages"))
        .hasSize(1);
  }

  @Test
  void writesEveryMissedReportWhenItStartsAgainAfterMoreThanThreeHours() {
    Instant begin = clock.instant();
    AtomicReference<Map<String, String>> seen = new AtomicReference<>(Map.of());
    await("no hour is due any more")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              Map<String, String> rows = reports();
              return rows.equals(seen.getAndSet(rows));
            });
    pipeline.close();
    Map<String, String> before = seen.get();
    clock.putForward(Duration.ofMinutes(225));
    for (int i = 1; i < 225; i++) {
      Instant at = begin.plus(Duration.ofMinutes(i));
      simulator.publish(APage.named("Meanwhile " + i).on("en.wikipedia.org").by("Ann", 7).at(at));
    }
    open();
    checker.awaitCounts();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (int hour = 20; hour <= 23; hour++) {
                checker.reportsEqualARecount(Instant.parse("2026-02-26T" + hour + ":00:00Z"));
              }
            });
    Map<String, String> now = reports();
    for (String report : List.of("domains-by-hour", "bots-by-domain", "top-users")) {
      for (int hour = 12; hour <= 23; hour++) {
        String key = report + " 2026-02-26T" + hour + ":00:00Z";
        if (hour <= 19) {
          assertThat(now.get(key)).as("was finished before: " + key).isEqualTo(before.get(key));
        } else if (hour > 20) { // the one of 20:00 may have been written ahead
          assertThat(now.get(key)).as("was missed: " + key).isNotEqualTo(before.get(key));
        }
      }
    }
  }

  private static String replay() {
    return "/api/dead-letters/replay?limit=1000&rate=1000&topic=" + Checker.RAW;
  }

  /** The contents of every table, row by row. */
  private Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    try (CqlSession session = servers.session()) {
      TABLES.forEach(table -> rows.putAll(rowsOf(session, table, table)));
    }
    return rows;
  }

  /** By report and hour. */
  private Map<String, String> reports() {
    try (CqlSession session = servers.session()) {
      return rowsOf(session, "reports_by_month", null);
    }
  }

  private static Map<String, String> rowsOf(
      CqlSession session, String table, @Nullable String prefix) {
    Map<String, String> rows = new TreeMap<>();
    for (Row row : session.execute("SELECT * FROM " + table)) {
      String key =
          prefix == null
              ? row.getString("report") + " " + row.getInstant("hour")
              : prefix + " " + row.getFormattedContents();
      rows.merge(key, row.getFormattedContents(), (one, other) -> one + "\n" + other);
    }
    return rows;
  }
}
