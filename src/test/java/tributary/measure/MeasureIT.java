package tributary.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.event.Change;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.platform.Cassandra;
import tributary.platform.FeedProgress;
import tributary.support.TestServers;

/**
 * Minutes in the store equal a recount, though instances come, stop and are killed while changes
 * come out of order and again.
 */
class MeasureIT {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final Instant BEGIN = Instant.parse("2026-02-26T12:40:00Z");
  private static final long SEED = Long.getLong("tributary.test.seed", 20_260_226L);

  private static CountingApplication installation;
  private static ConfigurableApplicationContext running;
  private static Published published;

  @BeforeAll
  static void start() {
    installation =
        new CountingApplication(MeasureIT.class, "classpath:routes/4-measure/*.camel.yaml");
    running = installation.start("first");
    running.getBean(Cassandra.class).await(60);
    published = new Published(installation.prefix());
  }

  @AfterAll
  static void stop() {
    published.close();
    running.close();
  }

  @Test
  void equalsARecountThoughInstancesAreKilledAndStoppedInMidWindow() throws Exception {
    Random random = new Random(SEED);
    List<Change> story = Changes.story(SEED, BEGIN, 90, 8_000);
    int next = publish(story, 0, 1_500);
    for (String instance : List.of("killed", "stopped")) {
      Process other = installation.startProcess(instance);
      awaitMembers(2);
      next = publish(story, next, next + 1_500 + random.nextInt(500));
      if (instance.equals("killed")) {
        other.destroyForcibly();
      } else {
        other.destroy();
      }
      next = publish(story, next, next + 300);
      assertThat(other.waitFor(20, TimeUnit.SECONDS)).as("an end within its 20 s").isTrue();
    }
    publish(story, next, story.size());
    assertEqualsARecount(story.size());

    // all of it once more: the topic read again from the beginning, or the source replayed
    publish(story, 0, story.size());
    assertEqualsARecount(2L * story.size());

    MeasureHealth health = running.getBean(MeasureHealth.class);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private static int publish(List<Change> story, int from, int to) {
    for (int i = from; i < to; i += 250) {
      published.publish(story.subList(i, Math.min(to, i + 250)));
    }
    return to;
  }

  /** Members of the counting group, two threads each. */
  private static void awaitMembers(int instances) {
    String group = installation.prefix() + "tributary-measure-recentchange";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.bootstrapServers()))) {
      await()
          .atMost(LONG)
          .until(
              () ->
                  admin
                          .describeConsumerGroups(List.of(group))
                          .all()
                          .get()
                          .get(group)
                          .members()
                          .stream()
                          .filter(member -> !member.assignment().topicPartitions().isEmpty())
                          .map(member -> member.clientId().replaceAll("-StreamThread-.*", ""))
                          .distinct()
                          .count()
                      == instances);
    }
  }

  private static void assertEqualsARecount(long records) {
    FeedProgress progress = running.getBean(FeedProgress.class);
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              Map<Integer, Long> waiting = progress.measureLags(Topics.RECENTCHANGE);
              assertThat(waiting).hasSize(4);
              assertThat(waiting.values()).allMatch(lag -> lag == 0);
              assertThat(measured()).isEqualTo(records);
            });
    assertThat(stored()).as("seed " + SEED).isEqualTo(Recount.of(published.changes()));
  }

  private static long measured() {
    return running.getBean(tributary.platform.Ledger.class).all().stream()
        .filter(entry -> entry.stage().equals("measure"))
        .mapToLong(entry -> entry.nextOffset())
        .sum();
  }

  /** Every minute in the store, added up over its partitions. */
  private static Map<Integer, Summary> stored() {
    Map<Integer, Summary> minutes = new TreeMap<>();
    for (int hour = 0; hour < 4; hour++) {
      running
          .getBean(MinuteRows.class)
          .ofHour(
              EventTime.hour(BEGIN).plus(Duration.ofHours(hour - 1)),
              row ->
                  minutes
                      .computeIfAbsent(
                          MinuteKey.minuteOf(row.minute()),
                          none -> new Summary(SummaryLimits.DEFAULT))
                      .merge(Summary.decode(row.summary(), SummaryLimits.DEFAULT)));
    }
    return minutes;
  }
}
