package tributary.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;
import tributary.platform.Cassandra;
import tributary.platform.kafkabatch.RecordBatch;
import tributary.support.TestServers;

/** Rows that travel together are the rows that would have travelled alone. */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GroupedWritesIT {
  private static final int MANY = 45;
  private static final Instant HOUR = Instant.parse("2026-02-26T12:00:00Z");

  @Autowired PageWriter writer;
  @Autowired Cassandra cassandra;
  private long offset;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    TestServers.register(registry);
    String keyspace = TestServers.keyspaceFor(GroupedWritesIT.class);
    String prefix = TestServers.topicPrefixFor(GroupedWritesIT.class);
    registry.add("tributary.store.keyspace", () -> keyspace);
    registry.add("tributary.platform.topic-prefix", () -> prefix);
    registry.add("tributary.data-dir", () -> "target/data-of-" + keyspace);
    registry.add("management.server.port", () -> "0");
    registry.add(
        "camel.main.routes-include-pattern", () -> "classpath:routes/0-shared/failures.camel.yaml");
  }

  @Test
  void keepsEveryRowWithAllItsFields() {
    Instant hour = HOUR;
    assertThat(write(pages(i -> page(i, "enwiki", hour.plusSeconds(i), "first")))).isEmpty();
    for (List<Row> rows :
        List.of(
            rows("SELECT page FROM pages_by_hour WHERE hour = ? AND slice = 0", hour),
            rows(
                "SELECT page FROM pages_by_domain_hour WHERE domain = 'en.wikipedia.org' AND hour = ?",
                hour),
            rows(
                "SELECT page FROM pages_by_user_day WHERE user = '=Ann of enwiki' AND day = '2026-02-26'"))) {
      assertThat(rows).hasSize(MANY);
      UdtValue newest = rows.get(0).getUdtValue("page");
      assertThat(newest).isNotNull();
      assertThat(newest.getLong("page_id")).isEqualTo(MANY - 1);
      assertThat(newest.getString("page_title")).isEqualTo("Kyiv_Київ_" + (MANY - 1));
      assertThat(newest.getString("domain")).isEqualTo("en.wikipedia.org");
      assertThat(newest.getString("wiki")).isEqualTo("enwiki");
      assertThat(newest.getInt("namespace")).isEqualTo(14);
      assertThat(newest.getLong("rev_id")).isEqualTo(1L << 40);
      assertThat(newest.isNull("user_id")).isTrue();
      assertThat(newest.getString("user_name")).isEqualTo("Ann of enwiki");
      assertThat(newest.getBoolean("user_is_bot")).isTrue();
      assertThat(newest.getInstant("created_at")).isEqualTo(hour.plusSeconds(MANY - 1));
      assertThat(newest.getString("event_id")).isEqualTo("first-" + (MANY - 1));
      assertThat(newest.isNull("comment")).isTrue();
    }
  }

  @Test
  void letsARowThatIsRefusedTakeNoOtherWithIt() {
    Instant hour = HOUR.plusSeconds(3_600);
    String tooLong = "x".repeat(70_000);
    List<ProducerRecord<byte[], byte[]>> out =
        write(pages(i -> page(i, "dewiki", hour.plusSeconds(i), i == 7 ? tooLong : "second")));
    assertThat(out).hasSize(1);
    assertThat(out.get(0).headers().lastHeader("reason").value())
        .isEqualTo("not-storable".getBytes(UTF_8));
    assertThat(rows("SELECT event_id FROM pages_by_hour WHERE hour = ? AND slice = 0", hour))
        .hasSize(MANY - 1);
  }

  @Test
  void findsTheEarlierEventsOfManyPagesOfAWiki() {
    Instant hour = HOUR.plusSeconds(7_200);
    write(pages(i -> page(i, "frwiki", hour.plusSeconds(i), "old")));
    write(pages(i -> page(i, "frwiki", hour.plusSeconds(i + 100), "new")));
    List<Row> rows =
        rows("SELECT event_id, superseded FROM pages_by_hour WHERE hour = ? AND slice = 0", hour);
    assertThat(rows).hasSize(2 * MANY);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.getBoolean("superseded"))
                    .isEqualTo(String.valueOf(row.getString("event_id")).startsWith("old")));
  }

  private static PageCreate page(int number, String wiki, Instant at, String event) {
    return new PageCreate(
        event + "-" + number,
        at,
        "en.wikipedia.org",
        wiki,
        number,
        "Kyiv_Київ_" + number,
        14,
        1L << 40,
        null,
        "Ann of " + wiki,
        true,
        null);
  }

  private static List<PageCreate> pages(IntFunction<PageCreate> page) {
    return IntStream.range(0, MANY).mapToObj(page).toList();
  }

  /** Only dead letters; the ledger's record is left out. */
  private List<ProducerRecord<byte[], byte[]>> write(List<PageCreate> pages) {
    cassandra.await(60);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (PageCreate page : pages) {
      records.add(
          new ConsumerRecord<>("clean", 0, offset++, new byte[0], PageCreateJson.write(page)));
    }
    RecordBatch.Part part = new RecordBatch.Part(0, 1, records.get(0).offset(), records);
    return writer
        .write(new RecordBatch("wikimedia.page-create.clean", List.of(part)))
        .records()
        .stream()
        .filter(record -> record.topic().endsWith(".dlt"))
        .toList();
  }

  private List<Row> rows(String cql, Object... values) {
    CqlSession session = cassandra.session();
    return session.execute(session.prepare(cql).bind(values)).all();
  }
}
