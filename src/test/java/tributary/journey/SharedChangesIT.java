package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.TributaryApplication;
import tributary.simulator.AChange;
import tributary.simulator.ChangeAnswers;
import tributary.simulator.ChangeEvent;
import tributary.simulator.ChangeFilter;
import tributary.simulator.ChangeKind;
import tributary.simulator.ChangeOptions;
import tributary.simulator.Changes;
import tributary.simulator.KnownChanges;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;
import tributary.support.LiveListener;
import tributary.support.TestServers;

/**
 * Two instances on one Kafka and one Cassandra share the changes. One is killed in the middle, and
 * its successor told to stop: all work moves, and each number stays that of a recount.
 */
class SharedChangesIT {
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final int A_PART = 1_500;

  private final Clock clock = Clock.systemUTC();
  private final Instant begin = clock.instant().minus(Duration.ofHours(5));
  private final Simulator source = Simulator.start(SimulatorOptions.defaults().withSeed(23));
  private final String keyspace = TestServers.keyspaceFor(SharedChangesIT.class);
  private final String prefix = TestServers.topicPrefixFor(SharedChangesIT.class);
  private final List<String> settings = new ArrayList<>(List.of(TestServers.arguments()));
  private final List<AutoCloseable> opened = new ArrayList<>();

  SharedChangesIT() {
    for (String setting :
        List.of(
            "tributary.store.keyspace=" + keyspace,
            "tributary.data-dir=target/data-of-" + keyspace,
            "tributary.platform.topic-prefix=" + prefix,
            "tributary.platform.session-timeout=6s",
            "tributary.ingest.wikimedia.url=" + source.streamBase(),
            "tributary.ingest.wikimedia.since=" + begin.minus(Duration.ofHours(1)),
            "tributary.ingest.wikimedia.contact=test@example.org",
            "tributary.ingest.wikimedia.backoff-min=50ms",
            // one thread a stage and instance: a group's members are its instances
            "tributary.store.consumers=1",
            "tributary.measure.threads=1",
            "tributary.store.batch-size=100",
            "tributary.serve.metrics.freshness=0s",
            "server.port=0",
            "management.server.port=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn")) {
      settings.add("--" + setting);
    }
  }

  @AfterEach
  void end() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    source.close();
  }

  @Test
  void twoShareTheWorkWhichMovesWhenOneIsKilledOrStopped() throws Exception {
    source.changes().publish(AChange.edit("Opening").at(begin.minus(Duration.ofMinutes(40))));
    // near the border of the quarantine the seconds of the test itself would decide
    ChangeOptions options = ChangeOptions.everything().without(ChangeKind.FUTURE);
    List<ChangeEvent> story =
        Changes.seeded(29, options)
            .between(begin, clock.instant().minus(Duration.ofMinutes(4)), 4 * A_PART);
    publish(story, 0);

    OtherInstance first = other("first");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.bootstrapServers()))) {
      // it comes up first, so it is the one that reads the source
      await().atMost(LONG).until(() -> first.isAlive() && members(admin, "store").size() == 1);
      Api api = startOwn();
      bothWork(admin);
      try (LiveListener live = LiveListener.open(api.port())) {
        assertThat(live.next().isSnapshot()).isTrue();
        publish(story, 1);
        inTheMiddle(api, A_PART);
        first.kill();
        publish(story, 2);
        aloneAtWork(admin);
        isLive(live, "After the kill");
      }

      OtherInstance second = other("second");
      bothWork(admin);
      publish(story, 3);
      inTheMiddle(api, 3 * A_PART);
      assertThat(second.stop(20)).as("it ends in time").isTrue();
      source.changes().publish(AChange.edit("Closing").rcid(1L << 50).at(clock.instant()));
      aloneAtWork(admin);
      equalsTheRecount(api);
    }
  }

  private void publish(List<ChangeEvent> story, int part) {
    source.changes().publishAll(story.subList(part * A_PART, (part + 1) * A_PART));
  }

  private OtherInstance other(String name) throws IOException {
    OtherInstance other = new OtherInstance(settings, keyspace + "-" + name);
    opened.add(other);
    return other;
  }

  private Api startOwn() {
    ConfigurableApplicationContext own =
        new SpringApplicationBuilder(TributaryApplication.class)
            .run(settings.toArray(String[]::new));
    opened.add(own);
    String port = own.getEnvironment().getProperty("local.server.port");
    return new Api(Integer.parseInt(Objects.requireNonNull(port)));
  }

  private void bothWork(Admin admin) {
    await("both store and measure")
        .atMost(LONG)
        .until(() -> members(admin, "store").size() == 2 && members(admin, "measure").size() == 2);
  }

  private void aloneAtWork(Admin admin) {
    await("one does all of it")
        .atMost(LONG)
        .until(() -> members(admin, "store").size() == 1 && members(admin, "measure").size() == 1);
  }

  /** Ids of the group's members that hold partitions, when all partitions are held. */
  private Set<String> members(Admin admin, String stage) throws Exception {
    String group = prefix + "tributary-" + stage + "-recentchange";
    Collection<MemberDescription> all;
    try {
      all =
          admin
              .describeConsumerGroups(Set.of(group))
              .all()
              .get(30, TimeUnit.SECONDS)
              .get(group)
              .members();
    } catch (ExecutionException notThereYet) {
      return Set.of();
    }
    long held = all.stream().mapToLong(one -> one.assignment().topicPartitions().size()).sum();
    return all.stream()
        .filter(one -> held == 4 && !one.assignment().topicPartitions().isEmpty())
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Some of what was published last is stored, and some is not. */
  private void inTheMiddle(Api api, long storedBefore) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> feed(api, "recentchange").get("stored").asLong() > storedBefore * 0.8);
  }

  /** An instance shows what happens, whoever has read, cleaned and stored it. */
  private void isLive(LiveListener live, String title) {
    source.changes().publish(AChange.edit(title).at(clock.instant()));
    live.next(event -> event.data().get("changes").findValuesAsText("title").contains(title));
  }

  private void equalsTheRecount(Api api) {
    KnownChanges known = source.changes().answers();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonNode feed = feed(api, "recentchange");
              assertThat(feed.get("in").asLong()).as("in").isEqualTo(known.in());
              assertThat(feed.get("clean").asLong()).as("clean").isEqualTo(known.clean());
              assertThat(feed.get("stored").asLong()).as("stored").isEqualTo(known.clean());
              assertThat(feed.get("filtered")).isEqualTo(Api.asJson(known.filtered()));
              assertThat(feed.get("dead").asLong()).as("dead").isEqualTo(known.dead());
            });
    ChangeAnswers answers = known.now();
    ExpectedChanges expected = new ExpectedChanges(api, answers);
    expected.changes(begin.minus(Duration.ofDays(9)), clock.instant(), ChangeFilter.ALL, 1_000);
    expected.changes(begin, clock.instant(), ChangeFilter.ALL.domain("en.wikipedia.org"), 500);

    Instant from = begin.truncatedTo(ChronoUnit.MINUTES);
    Instant to = clock.instant().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(5));
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(api.json("/api/metrics?from=" + from + "&to=" + to).get("complete"))
                    .isEqualTo(Api.asJson(true)));
    expected.summary(from, to);
    for (String metric : ExpectedChanges.METRICS) {
      expected.metric(metric, from, to, 9);
    }
    expected.histories(from, to);
  }

  private static JsonNode feed(Api api, String name) {
    for (JsonNode feed : api.json("/api/pipeline").get("feeds")) {
      if (feed.get("feed").asText().equals(name)) {
        return feed;
      }
    }
    throw new AssertionError("no feed " + name);
  }
}
