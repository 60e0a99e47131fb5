package tributary.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tributary.event.RecordHeaders;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.event.summary.Tally;
import tributary.event.summary.Totals;

/**
 * What a contender has written last of each key, followed while it runs, and the same rows made of
 * it: {@code metric|minute|key} to events, and bytes where the metric has them.
 */
final class MeasureRows implements AutoCloseable {
  private final Map<String, byte[]> newest = new HashMap<>();
  private final Map<String, Long> progress = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;

  MeasureRows(String bootstrap, String topic, int partitions) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        java.util.stream.IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
  }

  /** Takes what has come; gives how many records of its input the product says it has done. */
  long follow() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (key.startsWith("progress/")) {
        String offset =
            new String(
                record.headers().lastHeader(RecordHeaders.CLEAN_OFFSET).value(),
                StandardCharsets.UTF_8);
        progress.put(key, Long.parseLong(offset));
      } else {
        newest.put(key, record.value());
      }
    }
    return progress.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Follows until nothing has come for a while. */
  void followToTheEnd() {
    int before = -1;
    for (int quiet = 0; quiet < 200; quiet++) {
      follow();
      if (newest.size() != before) {
        before = newest.size();
        quiet = 0;
      }
    }
  }

  /** Rows of the product's minutes. */
  Map<String, String> ofProduct() {
    Map<Integer, Summary> minutes = new TreeMap<>();
    newest.forEach(
        (key, value) -> {
          String[] parts = key.split("/");
          if (parts[0].equals("minute")) {
            minutes
                .computeIfAbsent(
                    Integer.parseInt(parts[1]), none -> new Summary(SummaryLimits.DEFAULT))
                .merge(Summary.decode(Summary.Parts.split(value), SummaryLimits.DEFAULT));
          }
        });
    Map<String, String> rows = new TreeMap<>();
    minutes.forEach((minute, summary) -> rows(minute, summary, rows));
    return rows;
  }

  private static void rows(int minute, Summary summary, Map<String, String> rows) {
    Totals totals = summary.totals();
    String at = "|" + minute + "|";
    put(rows, "traffic" + at + "all", totals.events(), totals.bytes());
    put(rows, "velocity" + at + "all", totals.events(), -1);
    put(rows, "users" + at + "bot", totals.bots(), -1);
    put(rows, "users" + at + "human", totals.humans(), -1);
    totals.types().forEach((type, events) -> put(rows, "actions" + at + type, events, -1));
    totals
        .namespaces()
        .forEach((namespace, events) -> put(rows, "namespaces" + at + namespace, events, -1));
    put(rows, "severity" + at + "minor", totals.minor(), -1);
    put(rows, "severity" + at + "major", totals.major(), -1);
    put(rows, "volume-change" + at + "additions", totals.additionsEvents(), totals.additions());
    put(rows, "volume-change" + at + "deletions", totals.deletionsEvents(), totals.deletions());
    put(rows, "volume-change" + at + "neutral", totals.neutralEvents(), 0);
    totals
        .domains()
        .forEach(
            (domain, count) -> {
              put(rows, "servers" + at + domain, count.events(), count.bytes());
              String language = domain.startsWith("commons") ? "none" : domain.split("\\.")[0];
              put(rows, "languages" + at + language, count.events(), count.bytes());
            });
    for (Tally.Row page : summary.pages().rows()) {
      put(rows, "pages" + at + page.domain() + "|" + page.name(), page.events(), page.bytes());
    }
    for (Tally.Row editor : summary.editors().rows()) {
      String key = editor.domain() + "|" + editor.name() + "|" + editor.bot();
      put(rows, "editors" + at + key, editor.events(), editor.bytes());
    }
  }

  private static void put(Map<String, String> rows, String key, long events, long bytes) {
    if (events > 0) {
      rows.put(key, bytes < 0 ? "" + events : events + "," + bytes);
    }
  }

  /** Rows of the peer, with the bytes left out where the product has none. */
  Map<String, String> ofPeer() {
    Map<String, String> rows = new TreeMap<>();
    newest.forEach(
        (key, value) -> {
          ByteBuffer pair = ByteBuffer.wrap(value);
          String metric = key.substring(0, key.indexOf('|'));
          boolean bytes =
              List.of("traffic", "servers", "languages", "pages", "editors", "volume-change")
                  .contains(metric);
          put(rows, key, pair.getLong(), bytes ? pair.getLong() : -1);
        });
    return rows;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
