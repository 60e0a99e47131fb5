package tributary.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.ChangePartitions;
import tributary.event.EventTime;
import tributary.platform.Cassandra;
import tributary.platform.kafkabatch.RecordBatch;
import tributary.support.TestServers;

/** Every change has its rows, once, whatever comes again and however late. */
@DirtiesContext
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChangeWriterIT {
  private static final Instant NOON = AChange.NOON;

  @Autowired ChangeWriter writer;
  @Autowired Cassandra cassandra;
  private static long offset;
  private static long assignment;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    TestServers.register(registry);
    String keyspace = TestServers.keyspaceFor(ChangeWriterIT.class);
    String prefix = TestServers.topicPrefixFor(ChangeWriterIT.class);
    registry.add("tributary.store.keyspace", () -> keyspace);
    registry.add("tributary.platform.topic-prefix", () -> prefix);
    registry.add("tributary.data-dir", () -> "target/data-of-" + keyspace);
    registry.add("tributary.store.changes.remembered", () -> "1000");
    registry.add("management.server.port", () -> "0");
    registry.add(
        "camel.main.routes-include-pattern", () -> "classpath:routes/0-shared/failures.camel.yaml");
  }

  @BeforeEach
  void anewAssigned() {
    cassandra.await(60);
    assignment++;
  }

  @Test
  void keepsEveryFieldInEveryTable() {
    Change full = AChange.on("plwiki", 1L << 40).titled("Kyiv Київ").by("Ann/of").change();
    assertThat(write(full)).isEmpty();
    for (List<Row> rows : everywhere(full)) {
      assertThat(rows).hasSize(1);
      UdtValue value = Objects.requireNonNull(rows.get(0).getUdtValue("change"));
      assertThat(value.getString("event_id")).isEqualTo(full.eventId());
      assertThat(value.getInstant("at")).isEqualTo(full.at());
      assertThat(value.getLong("rcid")).isEqualTo(1L << 40);
      assertThat(value.getLong("rev_id")).isEqualTo(1L << 40);
      assertThat(value.getString("title")).isEqualTo("Kyiv Київ");
      assertThat(value.getString("user")).isEqualTo("Ann/of");
      assertThat(value.getString("comment")).isEqualTo("a comment");
      assertThat(value.getString("domain")).isEqualTo("pl.wikipedia.org");
      assertThat(value.getString("wiki")).isEqualTo("plwiki");
      assertThat(value.getString("type")).isEqualTo("edit");
      assertThat(value.getInt("namespace")).isZero();
      assertThat(value.isNull("is_bot")).isFalse();
      assertThat(value.getBoolean("is_bot")).isFalse();
      assertThat(value.getBoolean("is_minor")).isTrue();
      assertThat(value.getLong("length_diff")).isEqualTo(-7);
      assertThat(value.getString("language")).isEqualTo("pl");
      assertThat(value.getString("project")).isEqualTo("wikipedia");
      assertThat(value.isNull("log_type")).isTrue();
      assertThat(value.getString("feed")).isEqualTo("recentchange");
    }
  }

  @Test
  void keepsALogEventWithoutRcidTitleOrUser() {
    Change log = AChange.byEvent("commonswiki", "only:an:id");
    assertThat(write(log)).isEmpty();
    assertThat(write(log)).isEmpty();
    assertThat(log.changeKey()).isEqualTo("eonly:an:id");
    assertThat(of(minute(log), log)).hasSize(1);
  }

  @Test
  void keepsOneRowWhenTheSameChangeComesUnderAnotherEventId() {
    AChange first = AChange.on("frwiki", 70).event("first");
    AChange again = first.event("again").at(NOON.plusSeconds(40)).titled("Other");
    assertThat(write(first.change(), again.change())).isEmpty();
    assertOnly(first.change(), again.change());
    write(again.change());
    assertOnly(first.change(), again.change());
  }

  @Test
  void keepsOneRowWhenTheChangeComesAgainFarApartAndAfterARestart() {
    AChange first = AChange.on("itwiki", 5).event("long-ago");
    write(first.change());
    for (int i = 0; i < 4; i++) {
      long from = 10_000L + i * 800L;
      write(
          LongStream.range(from, from + 800)
              .mapToObj(rcid -> AChange.of("itwiki", rcid))
              .toArray(Change[]::new));
    }
    AChange again = first.event("much-later").at(NOON.plusSeconds(50));
    write(again.change());
    assertOnly(first.change(), again.change());
    assignment++; // nothing is remembered any more
    write(again.change());
    assertOnly(first.change(), again.change());
    Change straggler =
        AChange.on("itwiki", 10_799).event("other").at(NOON.plusSeconds(50)).change();
    write(straggler);
    assertThat(minute(straggler)).isEmpty();
  }

  @Test
  void storesAChangeThatIsLateForItsWiki() {
    write(AChange.of("svwiki", 900));
    assignment++;
    Change late = AChange.on("svwiki", 300).at(NOON.plusSeconds(3)).change();
    write(late);
    assertThat(of(minute(late), late)).hasSize(1);
  }

  @Test
  void changesOfDifferentWikisWithOneRcidAreTwo() {
    Instant at = NOON.plusSeconds(20);
    write(AChange.on("jawiki", 9).at(at).change(), AChange.on("kowiki", 9).at(at).change());
    assertThat(minute(AChange.on("jawiki", 9).at(at).change())).hasSize(2);
  }

  @Test
  void aRecordOfTheStreamTakesThePlaceOfOneOfTheActionApi() {
    Instant second = Instant.parse("2026-02-26T13:05:09Z");
    Change polled =
        AChange.on("ruwiki", 44).event("polled").at(second).fromFeed("recentchanges").change();
    Change streamed =
        AChange.on("ruwiki", 44).event("streamed").at(second.plusMillis(300)).change();
    Change streamedAgain =
        AChange.on("ruwiki", 44).event("late").at(second.plusSeconds(9)).change();
    write(polled);
    assertThat(shown(polled)).isTrue();
    write(streamed);
    assertThat(shown(polled)).isFalse();
    assertThat(shown(streamed)).isTrue();
    write(polled, streamedAgain);
    assertThat(shown(polled)).isFalse();
    assertThat(shown(streamed)).isTrue();
    assertThat(of(minute(streamedAgain), streamedAgain)).isEmpty();
  }

  @Test
  void theActionApiTakesNoPlaceOfTheStreamInTheSameBatchOrLater() {
    Instant at = Instant.parse("2026-02-26T14:05:09Z");
    Change polled =
        AChange.on("ukwiki", 45).event("polled").at(at).fromFeed("recentchanges").change();
    Change streamed = AChange.on("ukwiki", 45).event("streamed").at(at.plusMillis(300)).change();
    write(polled, streamed);
    write(polled);
    assertThat(of(minute(polled), polled)).isEmpty();
    assertThat(shown(streamed)).isTrue();
  }

  @Test
  void aChangeThatIsRefusedGoesToTheDeadLettersAlone() {
    Instant at = Instant.parse("2026-02-26T15:00:00Z");
    String tooLong = "x".repeat(70_000);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      AChange change = AChange.on("dewiki", 1000 + i).at(at.plusMillis(i));
      changes.add(i == 7 ? change.titled(tooLong).change() : change.change());
    }
    List<ProducerRecord<byte[], byte[]>> dead = write(changes.toArray(Change[]::new));
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).headers().lastHeader("reason").value())
        .isEqualTo("not-storable".getBytes(UTF_8));
    for (Change change : changes) {
      if (!tooLong.equals(change.title())) {
        assertThat(everywhere(change)).allSatisfy(rows -> assertThat(of(rows, change)).hasSize(1));
      }
    }
  }

  private void assertOnly(Change first, Change again) {
    assertThat(everywhere(first)).allSatisfy(rows -> assertThat(of(rows, first)).hasSize(1));
    assertThat(everywhere(again)).allSatisfy(rows -> assertThat(of(rows, again)).isEmpty());
  }

  private boolean shown(Change change) {
    return everywhere(change).stream()
        .allMatch(
            rows -> {
              List<Row> own = of(rows, change);
              return own.size() == 1 && !own.get(0).getBoolean("superseded");
            });
  }

  /** Rows that this very record left. */
  private static List<Row> of(List<Row> rows, Change change) {
    return rows.stream()
        .filter(row -> change.at().equals(row.getInstant("at")))
        .filter(row -> change.changeKey().equals(row.getString("change_key")))
        .filter(row -> change.wiki().equals(row.getString("wiki")))
        .toList();
  }

  private List<List<Row>> everywhere(Change change) {
    Instant hour = EventTime.hour(change.at());
    String columns = "SELECT at, wiki, change_key, change, superseded FROM ";
    String title = Objects.requireNonNull(change.title());
    String user = Objects.requireNonNull(change.user());
    return List.of(
        of(minute(change), change),
        of(
            rows(
                columns + "changes_by_domain_hour WHERE domain = ? AND hour = ? AND slice = ?",
                change.domain(),
                hour,
                ChangePartitions.sliceOfHour(change.at())),
            change),
        of(
            rows(
                columns + "changes_by_user_hour WHERE hour = ? AND bucket = ? AND user = ?",
                hour,
                ChangePartitions.bucket(user),
                user),
            change),
        of(
            rows(
                columns + "changes_by_title_hour WHERE hour = ? AND bucket = ? AND title = ?",
                hour,
                ChangePartitions.bucket(title),
                title),
            change));
  }

  private List<Row> minute(Change change) {
    return rows(
        "SELECT at, wiki, change_key, change, superseded FROM changes_by_minute"
            + " WHERE minute = ? AND slice = ?",
        ChangePartitions.minute(change.at()),
        ChangePartitions.sliceOfMinute(change.at()));
  }

  /** Only dead letters; the ledger's record is left out. */
  private List<ProducerRecord<byte[], byte[]>> write(Change... changes) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (Change change : changes) {
      records.add(
          new ConsumerRecord<>("clean", 0, offset++, new byte[0], ChangeJson.write(change)));
    }
    RecordBatch.Part part = new RecordBatch.Part(0, assignment, records.get(0).offset(), records);
    return writer
        .write(new RecordBatch("wikimedia.recentchange.clean", List.of(part)))
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
