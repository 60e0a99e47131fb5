package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tributary.simulator.APage;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/** Events that are wrong, huge, late, early or of another shape, and what they cost the others. */
class EventsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final MovableClock CLOCK = new MovableClock(Instant.parse("2026-02-26T19:32:00Z"));
  private static final Simulator SIMULATOR =
      Simulator.start(SimulatorOptions.defaults().withClock(CLOCK));

  private static Servers servers;
  private static LocalPipeline pipeline;
  private static Api api;
  private static Checker checker;

  @BeforeAll
  static void start() {
    servers = Servers.shared(EventsIT.class);
    PageCreations.seeded(3, PageCreationOptions.realistic())
        .between(CLOCK.instant().minus(Duration.ofHours(8)), CLOCK.instant(), 300)
        .forEach(SIMULATOR::publish);
    pipeline =
        new LocalPipeline(
            servers,
            SIMULATOR.streamBase(),
            CLOCK,
            "--tributary.ingest.wikimedia.since=" + CLOCK.instant().minus(Duration.ofHours(9)));
    api = pipeline.api();
    checker = new Checker(api, servers, SIMULATOR.answers(), CLOCK);
    checker.awaitCounts();
  }

  @AfterAll
  static void end() {
    pipeline.close();
    SIMULATOR.close();
  }

  @Test
  void storesThe499OthersWhenOneOfFiveHundredIsPoison() {
    for (int i = 0; i < 500; i++) {
      APage page = page("Poison or not " + i);
      SIMULATOR.publish(i == 250 ? page.with("/page_id", "42") : page);
    }
    checker.awaitCounts();
    checker.tablesHoldEachOnce();
    checker.deadLettersAreTheBadOnes();
    JsonNode letter = newestDeadLetter();
    assertThat(letter.path("topic").asText()).isEqualTo(Checker.RAW + ".dlt");
    assertThat(letter.path("reason").asText()).isEqualTo("bad-page-id");
    assertThat(letter.path("error").asText()).contains("page_id");
    assertThat(letter.path("source_topic").asText()).isEqualTo(Checker.RAW);
    assertThat(letter.path("source_partition").asInt(-1)).isZero();
    assertThat(letter.path("attempts").asInt()).isEqualTo(1);
    assertThat(letter.path("payload").asText()).contains("Poison or not 250");
    long source = letter.path("source_offset").asLong();
    assertThat(rawAt(source).value()).hasSize(letter.path("size_bytes").asInt());
  }

  @Test
  void keepsHeadAndHashOfAnEventOfTenMegabytesAndGoesOn() throws Exception {
    byte[] huge = page("Huge").with("/padding", "x".repeat(10 << 20)).bytes();
    SIMULATOR.publish(huge);
    SIMULATOR.publish(page("Behind the huge one"));
    checker.awaitCounts();
    JsonNode letter = newestDeadLetter();
    assertThat(letter.path("reason").asText()).isEqualTo("too-large");
    assertThat(letter.path("size_bytes").asLong()).isGreaterThanOrEqualTo(huge.length);
    ConsumerRecord<byte[], byte[]> raw = rawAt(letter.path("source_offset").asLong());
    assertThat(raw.value()).hasSizeBetween(1_000, 100_000);
    assertThat(TopicRecords.header(raw, "full-size")).isEqualTo(letter.path("size_bytes").asText());
    assertThat(TopicRecords.header(raw, "full-sha256"))
        .hasSize(2 * MessageDigest.getInstance("SHA-256").getDigestLength())
        .satisfies(hash -> HexFormat.of().parseHex(hash));
  }

  @Test
  void keepsEventsFromTheFutureOutOfEveryAnswerUntilTheirTimeHasCome() {
    Instant now = CLOCK.instant();
    SIMULATOR.publish(
        page("Of 2099").on("future.example.org").at(Instant.parse("2099-01-01T00:00:00Z")));
    SIMULATOR.publish(page("Soon").on("soon.example.org").at(now.plus(Duration.ofMinutes(6))));
    SIMULATOR.publish(page("Almost now").on("now.example.org").at(now.plusSeconds(60)));
    checker.awaitCounts();
    await().atMost(PATIENCE).untilAsserted(checker::answersEqualARecount);
    List<String> domains = domains();
    assertThat(domains).contains("now.example.org");
    assertThat(domains).doesNotContain("future.example.org", "soon.example.org");
    assertThat(Instant.parse(checker.feed().path("last_event_at").asText()))
        .isBefore(now.plus(Duration.ofMinutes(6)));
    CLOCK.putForward(Duration.ofMinutes(7));
    await("its time has come").atMost(PATIENCE).until(() -> domains().contains("soon.example.org"));
    assertThat(domains()).doesNotContain("future.example.org");
    checker.countsAreExact();
  }

  @Test
  void computesTheReportOfAnHourAgainWhenAnEventOfItComesLate() {
    await().atMost(PATIENCE).untilAsserted(checker::answersEqualARecount);
    Instant now = CLOCK.instant();
    for (int hours = 2; hours <= 6; hours++) {
      SIMULATOR.publish(
          page("Late by " + hours).on("late.example.org").at(now.minus(Duration.ofHours(hours))));
    }
    await().atMost(PATIENCE).untilAsserted(checker::answersEqualARecount);
    assertThat(api.json("/api/reports/domains-by-hour?at=" + now).toString())
        .contains("late.example.org");
    checker.countsAreExact();
  }

  @Test
  void takesEveryFieldRemovedRetypedOrAddedWithoutStopping() {
    List<String> fields =
        List.of(
            "/$schema",
            "/meta",
            "/meta/uri",
            "/meta/request_id",
            "/meta/id",
            "/meta/dt",
            "/meta/domain",
            "/meta/stream",
            "/database",
            "/page_id",
            "/page_title",
            "/page_namespace",
            "/rev_id",
            "/rev_timestamp",
            "/rev_sha1",
            "/rev_minor_edit",
            "/rev_len",
            "/rev_content_model",
            "/rev_content_format",
            "/performer",
            "/performer/user_text",
            "/performer/user_groups",
            "/performer/user_is_bot",
            "/performer/user_id",
            "/performer/user_registration_dt",
            "/performer/user_edit_count",
            "/page_is_redirect",
            "/comment",
            "/parsedcomment",
            "/dt",
            "/rev_slots");
    JsonNodeFactory json = JsonNodeFactory.instance;
    List<JsonNode> others =
        List.of(
            json.nullNode(),
            json.booleanNode(true),
            json.numberNode(-1),
            json.numberNode(1.5),
            json.numberNode(Long.MAX_VALUE),
            json.textNode(""),
            json.textNode("\u0000\ud800"),
            json.arrayNode().add(1),
            json.objectNode().put("a", 1));
    for (String field : fields) {
      SIMULATOR.publish(page("Without " + field).without(field));
      for (JsonNode other : others) {
        SIMULATOR.publish(page(field + " is " + other).with(field, other));
      }
    }
    for (String parent : List.of("", "/meta", "/performer")) {
      for (JsonNode other : others) {
        SIMULATOR.publish(page("New in " + parent + " " + other).with(parent + "/novel", other));
      }
    }
    checker.awaitCounts();
    checker.tablesHoldEachOnce();
    await().atMost(PATIENCE).untilAsserted(checker::answersEqualARecount);
  }

  private static APage page(String title) {
    return APage.named(title)
        .on("en.wikipedia.org")
        .by("Ann", 7)
        .at(CLOCK.instant().minusSeconds(1));
  }

  private static JsonNode newestDeadLetter() {
    return api.json("/api/dead-letters?limit=1&topic=" + Checker.RAW).at("/dead_letters/0");
  }

  private static ConsumerRecord<byte[], byte[]> rawAt(long offset) {
    return servers.records(Checker.RAW).stream()
        .filter(record -> record.offset() == offset)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> domains() {
    return StreamSupport.stream(api.json("/api/domains").get("domains").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
