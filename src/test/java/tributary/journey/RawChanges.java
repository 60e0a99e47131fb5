package tributary.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tributary.TributaryApplication;
import tributary.platform.Cassandra;
import tributary.support.TestServers;

/** The whole program behind the raw topic of changes, under a clock that a test moves. */
final class RawChanges implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(3);

  final MovableClock clock;
  private final String prefix;
  private final List<String> settings = new ArrayList<>(List.of(TestServers.arguments()));
  private ConfigurableApplicationContext running;
  private Api api;
  private long sent;

  RawChanges(Class<?> test, Instant now, String... more) {
    this.clock = new MovableClock(now);
    this.prefix = TestServers.topicPrefixFor(test);
    String keyspace = TestServers.keyspaceFor(test);
    for (String setting :
        List.of(
            "tributary.store.keyspace=" + keyspace,
            "tributary.data-dir=target/data-of-" + keyspace,
            "tributary.platform.topic-prefix=" + prefix,
            "tributary.ingest.wikimedia.streams=",
            "tributary.ingest.wikimedia.url=http://127.0.0.1:9/v2/stream",
            "tributary.store.signature-interval=500",
            "tributary.store.release-interval=500",
            "tributary.serve.operator-token=let me in",
            "server.port=0",
            "management.server.port=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn")) {
      settings.add("--" + setting);
    }
    for (String setting : more) {
      settings.add("--" + setting);
    }
  }

  /** Starts it, or starts it again where it was left. */
  RawChanges start() {
    running =
        new SpringApplicationBuilder(TributaryApplication.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean("movableClock", Clock.class, () -> clock))
            .run(settings.toArray(String[]::new));
    running.getBean(Cassandra.class).await(60);
    String port = running.getEnvironment().getProperty("local.server.port");
    api = new Api(Integer.parseInt(Objects.requireNonNull(port)));
    return this;
  }

  void stop() {
    running.close();
  }

  Api api() {
    return api;
  }

  void send(String... events) {
    send(List.of(events).stream().map(event -> event.getBytes(UTF_8)).toList());
  }

  void send(List<byte[]> events) {
    Map<String, Object> producing =
        Map.of(
            "bootstrap.servers", TestServers.bootstrapServers(), "acks", "all", "linger.ms", "5");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] event : events) {
        producer.send(new ProducerRecord<>(prefix + "wikimedia.recentchange.raw", null, event));
      }
    }
    sent += events.size();
  }

  /** {@code /api/pipeline}'s view of the feed. */
  JsonNode feed() {
    for (JsonNode feed : api.json("/api/pipeline").get("feeds")) {
      if (feed.get("feed").asText().equals("recentchange")) {
        return feed;
      }
    }
    throw new AssertionError("the pipeline has no feed recentchange");
  }

  /** Waits until everything that was sent is stored and nothing waits. */
  JsonNode stored() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonNode feed = feed();
              assertThat(feed.get("in").asLong() + feed.get("repeats").asLong()).isEqualTo(sent);
              assertThat(feed.get("stored")).isEqualTo(feed.get("clean"));
              assertThat(feed.findValues("lag")).allMatch(lag -> lag.asLong() == 0);
            });
    return feed();
  }

  /** Waits until every hour that was written to has its signatures. */
  void signed(String... months) {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              for (String month : months) {
                assertThat(hours("signed_hours_by_month WHERE", month))
                    .isNotEmpty()
                    .isEqualTo(
                        hours("touched_hours_by_month WHERE feed = 'recentchange' AND", month));
              }
            });
  }

  private List<Instant> hours(String table, String month) {
    return running
        .getBean(Cassandra.class)
        .session()
        .execute("SELECT hour FROM %s month = '%s-01T00:00:00Z'".formatted(table, month))
        .all()
        .stream()
        .map(row -> Objects.requireNonNull(row.getInstant("hour")))
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }
}
