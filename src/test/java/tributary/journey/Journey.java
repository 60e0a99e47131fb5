package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tributary.TributaryApplication;
import tributary.simulator.AnswersAt;
import tributary.simulator.KnownAnswers;
import tributary.simulator.KnownChanges;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;
import tributary.support.TestServers;

/**
 * One installation of the whole program, with a source of its own, both under one clock: from the
 * source's socket over real Kafka and Cassandra to the answers over HTTP.
 */
final class Journey implements AutoCloseable {
  /** In the morning of a new year: the hours before lie in another day, month and year. */
  static final Instant NOW = Instant.parse("2027-01-01T09:32:00Z");

  private static final Duration LONG = Duration.ofSeconds(90);

  final MovableClock clock = new MovableClock(NOW);
  final Simulator source =
      Simulator.start(SimulatorOptions.defaults().withClock(clock).withSeed(7));
  private final List<String> settings = new ArrayList<>(List.of(TestServers.arguments()));
  private ConfigurableApplicationContext running;
  private Api api;

  Journey(Class<?> test) {
    String keyspace = TestServers.keyspaceFor(test);
    for (String setting :
        List.of(
            "tributary.store.keyspace=" + keyspace,
            "tributary.data-dir=target/data-of-" + keyspace,
            "tributary.platform.topic-prefix=" + TestServers.topicPrefixFor(test),
            "tributary.ingest.wikimedia.url=" + source.streamBase(),
            "tributary.ingest.wikimedia.contact=test@example.org",
            "tributary.ingest.wikimedia.backoff-min=50ms",
            "tributary.store.release-interval=500",
            "tributary.report.refresh-interval=200",
            "tributary.report.running-interval=200ms",
            "tributary.report.ahead-interval=200ms",
            "tributary.serve.report-freshness=0s",
            "server.port=0",
            "management.server.port=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn")) {
      settings.add("--" + setting);
    }
  }

  /** Starts it, or starts it again where it was left. */
  Journey start(String... more) {
    List<String> arguments = new ArrayList<>(settings);
    for (String setting : more) {
      arguments.add("--" + setting);
    }
    running =
        new SpringApplicationBuilder(TributaryApplication.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean("movableClock", Clock.class, () -> clock))
            .run(arguments.toArray(String[]::new));
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

  KnownAnswers answers() {
    return source.answers();
  }

  /** What a recount of everything published says now. */
  AnswersAt known() {
    return answers().asOf(clock.instant());
  }

  /** {@code /api/pipeline}'s view of the feed. */
  JsonNode feed() {
    return api.json("/api/pipeline").at("/feeds/0");
  }

  /** {@code /api/pipeline}'s view of a feed, by its name. */
  JsonNode feed(String name) {
    for (JsonNode feed : api.json("/api/pipeline").get("feeds")) {
      if (feed.get("feed").asText().equals(name)) {
        return feed;
      }
    }
    throw new AssertionError("no feed " + name);
  }

  KnownChanges changes() {
    return source.changes().answers();
  }

  /** Waits until every change that was published is stored, and counted exactly. */
  Journey settledChanges() {
    await().atMost(LONG.multipliedBy(3)).untilAsserted(this::changeCountsAreExact);
    return this;
  }

  /** Of both feeds: what names no stream counts for the first one. */
  void changeCountsAreExact() {
    KnownChanges known = changes();
    JsonNode feed = feed("recentchange");
    assertThat(feed.get("in").asLong()).as("in").isEqualTo(known.in());
    assertThat(feed.get("clean").asLong()).as("clean").isEqualTo(known.clean());
    assertThat(feed.get("filtered")).as("filtered").isEqualTo(Api.asJson(known.filtered()));
    assertThat(feed.get("dead").asLong()).as("dead").isEqualTo(known.dead());
    assertThat(feed.get("stored").asLong()).as("stored").isEqualTo(known.clean());
    JsonNode first = feed("page-create");
    assertThat(first.get("dead").asLong())
        .as("dead of the first stream")
        .isEqualTo(answers().dead() + known.strays());
  }

  /** Waits until everything that was published is stored, and counted exactly. */
  Journey settled() {
    await().atMost(LONG).untilAsserted(() -> countsAreExact(feed()));
    return this;
  }

  /** in = clean + filtered + dead, and each of them as published. */
  void countsAreExact(JsonNode feed) {
    KnownAnswers known = answers();
    assertThat(feed.get("in").asLong()).as("in").isEqualTo(known.in());
    assertThat(feed.get("clean").asLong()).as("clean").isEqualTo(known.clean());
    assertThat(feed.get("filtered")).as("filtered").isEqualTo(Api.asJson(known.filtered()));
    assertThat(feed.get("dead").asLong()).as("dead").isEqualTo(known.dead());
    assertThat(feed.get("stored").asLong()).as("stored").isEqualTo(known.clean());
  }

  /** For what follows from stored events by itself, a little later. */
  static void eventually(ThrowingRunnable asserted) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(asserted);
  }

  /** A time relative to the story: {@code -3h}, in whole hours before 09:00. */
  static Instant hour(int hoursFromNine) {
    return Instant.parse("2027-01-01T09:00:00Z").plus(Duration.ofHours(hoursFromNine));
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
    source.close();
  }
}
