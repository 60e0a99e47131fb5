package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.platform.DeadLetter;
import tributary.platform.KafkaClients;
import tributary.platform.KafkaPublisher;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/** Dead letters on a real broker: shown newest first, and sent back once. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersApiIT {
  private static final String RAW = Topics.PAGE_CREATE_RAW;
  private static final String REPLAY = "/api/dead-letters/replay";
  private static final String[] OPERATOR = {
    "Authorization", "Bearer let me in", "Content-Type", "application/json"
  };
  private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xfe, 0};

  @LocalServerPort private int port;
  @Autowired private KafkaClients clients;
  @Autowired private TopicSettings names;
  private ApiServer api;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, DeadLettersApiIT.class);
  }

  @BeforeAll
  void park(@Autowired KafkaPublisher publisher, @Autowired TopicProvisioner topics) {
    topics.awaitReady();
    for (int i = 0; i < 5; i++) {
      byte[] bytes = i == 3 ? GARBAGE : ("{oops " + i).getBytes(StandardCharsets.UTF_8);
      var rejected =
          new ConsumerRecord<>(
              names.prefixed(RAW),
              0,
              40L + i,
              0L,
              TimestampType.CREATE_TIME,
              1,
              bytes.length,
              "key".getBytes(StandardCharsets.UTF_8),
              bytes,
              new org.apache.kafka.common.header.internals.RecordHeaders(),
              java.util.Optional.empty());
      rejected.headers().add(RecordHeaders.SSE_ID, ("id-" + i).getBytes(StandardCharsets.UTF_8));
      if (i == 4) {
        rejected.headers().add(RecordHeaders.FULL_SIZE, "5000000".getBytes(StandardCharsets.UTF_8));
      }
      Instant at = Instant.parse("2026-02-26T19:00:00Z").plusSeconds(i);
      publisher
          .send(DeadLetter.of(rejected, RAW, i < 3 ? "not-json" : "odd", "no object", "Bad", at))
          .join();
    }
  }

  @BeforeEach
  void open() {
    api = new ApiServer(port);
  }

  @Test
  @Order(1)
  void showsDeadLettersNewestFirstWithTheirCauseAndBytes() {
    JsonNode letters = api.json("/api/dead-letters?topic=" + RAW).get("dead_letters");
    assertThat(letters).hasSize(5);
    assertThat(letters.findValuesAsText("offset")).containsExactly("4", "3", "2", "1", "0");
    JsonNode oldest = letters.get(4);
    assertThat(oldest.get("topic").asText()).isEqualTo(RAW + ".dlt");
    assertThat(oldest.get("at").asText()).isEqualTo("2026-02-26T19:00:00Z");
    assertThat(oldest.get("reason").asText()).isEqualTo("not-json");
    assertThat(oldest.get("source_topic").asText()).isEqualTo(RAW);
    assertThat(oldest.get("source_offset").asLong()).isEqualTo(40);
    assertThat(oldest.get("attempts").asLong()).isEqualTo(1);
    assertThat(oldest.get("size_bytes").asLong()).isEqualTo(7);
    assertThat(oldest.get("payload").asText()).isEqualTo("{oops 0");
    assertThat(oldest.get("payload_encoding").asText()).isEqualTo("utf-8");
    assertThat(letters.get(1).get("payload_encoding").asText()).isEqualTo("base64");
    assertThat(letters.get(1).get("payload").asText()).isEqualTo("//4A");
    assertThat(letters.get(0).get("size_bytes").asLong()).isEqualTo(5_000_000);
    assertThat(letters.findValuesAsText("replayed")).containsOnly("false");
    assertThat(api.json("/api/dead-letters").get("dead_letters")).isEqualTo(letters);
  }

  @Test
  @Order(2)
  void pagesThroughDeadLettersWithoutLossOrRepeat() {
    for (String path :
        List.of("/api/dead-letters?limit=2", "/api/dead-letters?limit=1&topic=" + RAW)) {
      List<String> offsets = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode answer = api.json(path + cursor);
        offsets.addAll(answer.get("dead_letters").findValuesAsText("offset"));
        cursor = answer.has("next_cursor") ? "&cursor=" + answer.get("next_cursor").asText() : "";
      } while (!cursor.isEmpty());
      assertThat(offsets).as(path).containsExactly("4", "3", "2", "1", "0");
    }
  }

  @Test
  @Order(3)
  void refusesUnknownTopicsAndNamesTheKnown() {
    HttpResponse<String> refused = api.get("/api/dead-letters?topic=tributary.ledger");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(ApiServer.parsed(refused).get("expected").asText()).contains(RAW);
  }

  @Test
  @Order(4)
  void letsOnlyAnOperatorReplay() {
    HttpResponse<String> nobody = api.send("POST", REPLAY + "?topic=" + RAW, "");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(
            api.send("POST", REPLAY + "?topic=" + RAW, "", "Authorization", "Bearer wrong")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  @Order(5)
  void saysInADryRunWhatItWouldDoAndDoesNothing() {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> dry = api.send("POST", REPLAY + "?topic=" + RAW, "", OPERATOR);
      assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
      JsonNode body = ApiServer.parsed(dry);
      assertThat(body.get("dry_run").asBoolean()).isTrue();
      assertThat(body.get("would_replay").asInt()).isEqualTo(4);
      assertThat(body.get("by_reason").toString()).isEqualTo("{\"not-json\":3,\"odd\":1}");
      assertThat(body.at("/skipped/0/offset").asLong()).isEqualTo(4);
    }
    assertThat(raw()).isEmpty();
  }

  @Test
  @Order(6)
  void sendsEachDeadLetterBackOnceWithItsBytesAndWhatItRepeats() {
    String order = "{\"topic\":\"" + RAW + "\",\"dry_run\":false,\"limit\":2,\"rate\":1000}";
    JsonNode first = ApiServer.parsed(api.send("POST", REPLAY, order, OPERATOR));
    assertThat(first.get("replayed").asInt()).isEqualTo(2);
    assertThat(
            api.json("/api/dead-letters?topic=" + RAW)
                .get("dead_letters")
                .findValuesAsText("replayed"))
        .containsExactly("false", "false", "false", "true", "true");
    String rest = order.replace("\"limit\":2", "\"limit\":100");
    assertThat(ApiServer.parsed(api.send("POST", REPLAY, rest, OPERATOR)).get("replayed").asInt())
        .isEqualTo(2);
    assertThat(ApiServer.parsed(api.send("POST", REPLAY, rest, OPERATOR)).get("replayed").asInt())
        .isZero();

    List<ConsumerRecord<byte[], byte[]>> records = raw();
    assertThat(records).hasSize(4);
    assertThat(records.get(0).value()).isEqualTo("{oops 0".getBytes(StandardCharsets.UTF_8));
    assertThat(records.get(3).value()).isEqualTo(GARBAGE);
    var headers = records.get(0).headers();
    assertThat(DeadLetter.text(headers, RecordHeaders.SSE_ID)).isEqualTo("id-0");
    assertThat(DeadLetter.text(headers, RecordHeaders.REPLAY_OF)).isEqualTo("40");
    assertThat(DeadLetter.text(headers, RecordHeaders.ATTEMPTS)).isEqualTo("2");
    assertThat(headers.lastHeader(RecordHeaders.REASON)).isNull();
    assertThat(headers.lastHeader(RecordHeaders.SOURCE_OFFSET)).isNull();
  }

  @Test
  @Order(7)
  void saysWhatIsWrongWithAnOrder() {
    Map<String, String> wrong =
        Map.of(
            "{}",
            "topic",
            "{\"topic\":\"x\"}",
            "topic",
            "{\"topic\":\"" + RAW + "\",\"limit\":0}",
            "limit",
            "{\"topic\":\"" + RAW + "\",\"dry_run\":\"maybe\"}",
            "dry_run",
            "{\"topic\":\"" + RAW + "\",\"limit\":1000,\"rate\":1}",
            "rate",
            "{\"topic\":\"" + RAW + "\",\"much\":1}",
            "much",
            "{\"topic\":[1]}",
            "topic");
    wrong.forEach(
        (order, parameter) -> {
          HttpResponse<String> refused = api.send("POST", REPLAY, order, OPERATOR);
          assertThat(refused.statusCode()).as(order).isEqualTo(400);
          assertThat(ApiServer.parsed(refused).get("parameter").asText()).isEqualTo(parameter);
        });
    for (String broken : List.of("{", "[]", "{} {}", "{\"topic\":\"a\",\"topic\":\"b\"}")) {
      assertThat(api.send("POST", REPLAY, broken, OPERATOR).statusCode()).as(broken).isEqualTo(400);
    }
    assertThat(
            api.send(
                    "POST",
                    REPLAY,
                    "topic=" + RAW,
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(415);
    assertThat(api.send("POST", REPLAY, " ".repeat(70_000), OPERATOR).statusCode()).isEqualTo(413);
  }

  private List<ConsumerRecord<byte[], byte[]>> raw() {
    Map<String, Object> settings = clients.consumer();
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    TopicPartition partition = new TopicPartition(names.prefixed(RAW), 0);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
