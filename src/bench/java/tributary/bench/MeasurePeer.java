package tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * The same eleven metrics by the minute in the DSL of Kafka Streams, one {@code groupByKey} each,
 * with what is sent to another partition already cut down to a key and a number. It knows no repeats
 * and no corrections.
 */
final class MeasurePeer {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Key of each metric; null leaves the change out. */
  static final Map<String, Function<JsonNode, String>> METRICS =
      Map.ofEntries(
          Map.entry("traffic", change -> "all"),
          Map.entry("velocity", change -> "all"),
          Map.entry("users", change -> change.path("is_bot").asBoolean() ? "bot" : "human"),
          Map.entry("actions", change -> change.path("type").asText()),
          Map.entry("servers", change -> change.path("domain").asText()),
          Map.entry("languages", change -> change.path("language").asText("none")),
          Map.entry("namespaces", change -> change.path("namespace").asText()),
          Map.entry(
              "pages", change -> change.path("domain").asText() + "|" + change.path("title").asText()),
          Map.entry(
              "editors",
              change ->
                  change.path("domain").asText()
                      + "|"
                      + change.path("user").asText()
                      + "|"
                      + change.path("is_bot").asBoolean()),
          Map.entry(
              "severity",
              change ->
                  change.path("type").asText().equals("log")
                      ? null
                      : change.path("is_minor").asBoolean() ? "minor" : "major"),
          Map.entry(
              "volume-change",
              change -> {
                long difference = change.path("length_diff").asLong();
                return difference > 0 ? "additions" : difference < 0 ? "deletions" : "neutral";
              }));

  private MeasurePeer() {}

  public static void main(String[] arguments) {
    Map<String, String> with = Bench.named(arguments);
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], JsonNode> changes =
        builder.stream(
                with.get("clean"),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                    .withTimestampExtractor(
                        (record, stream) -> at((byte[]) record.value()).toEpochMilli()))
            .mapValues(MeasurePeer::parse);
    METRICS.forEach((metric, key) -> count(changes, metric, key, with.get("out")));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, with.get("group"));
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, with.get("kafka"));
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, with.get("state"));
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
    KafkaStreams streams = new KafkaStreams(builder.build(), settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(5))));
    streams.start();
  }

  private static void count(
      KStream<byte[], JsonNode> changes,
      String metric,
      Function<JsonNode, String> key,
      String out) {
    changes
        .filter((id, change) -> key.apply(change) != null)
        .map((id, change) -> KeyValue.pair(key.apply(change), change.path("bytes_changed").asLong()))
        .groupByKey(Grouped.with(metric, Serdes.String(), Serdes.Long()))
        .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(1), Duration.ofHours(3)))
        .aggregate(
            () -> new long[2],
            (name, bytes, sum) -> new long[] {sum[0] + 1, sum[1] + bytes},
            Materialized.with(Serdes.String(), pairs()))
        .toStream((window, sum) -> metric + "|" + window.window().start() / 60_000 + "|" + window.key())
        .to(out, Produced.with(Serdes.String(), pairs()));
  }

  /** Events and bytes. */
  static Serde<long[]> pairs() {
    return Serdes.serdeFrom(
        (topic, pair) ->
            pair == null
                ? null
                : ByteBuffer.allocate(16).putLong(pair[0]).putLong(pair[1]).array(),
        (topic, bytes) -> {
          if (bytes == null) {
            return null;
          }
          ByteBuffer in = ByteBuffer.wrap(bytes);
          return new long[] {in.getLong(), in.getLong()};
        });
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time stands second, at a fixed place behind the event's id. */
  private static Instant at(byte[] json) {
    return Instant.parse(parse(json).path("at").asText());
  }
}
