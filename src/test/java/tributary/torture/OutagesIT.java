package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.PageCreation;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/**
 * One server after the other is away while events come: nothing is lost, nothing is rejected for
 * it, memory stays bounded, and the pipeline goes on by itself.
 */
class OutagesIT {
  private static final boolean LONG = Integer.getInteger("tributary.torture.minutes", 0) > 0;
  private static final Duration KAFKA_AWAY = LONG ? Duration.ofMinutes(5) : Duration.ofMinutes(1);
  private static final Duration STORE_AWAY = LONG ? Duration.ofMinutes(10) : Duration.ofSeconds(20);

  private static Simulator simulator;
  private static Publisher publisher;
  private static Installation installation;
  private static Checker checker;

  @BeforeAll
  static void start() {
    simulator = Simulator.start(SimulatorOptions.defaults());
    publisher = new Publisher(simulator, 7);
    installation =
        new Installation("outages", simulator.streamBase())
            .withHeap("256m")
            .with("tributary.ingest.wikimedia.since", Instant.now().minus(Duration.ofHours(10)));
    checker = new Checker(installation, simulator.answers());
    publisher.history(Duration.ofHours(8), 500);
    installation.start();
    installation.awaitAnswer();
    checker.awaitCounts();
  }

  @BeforeEach
  void runs() {
    if (!installation.isAlive()) {
      installation.start();
      installation.awaitAnswer();
    }
  }

  @AfterAll
  static void end() {
    publisher.close();
    installation.close();
    simulator.close();
  }

  @Test
  void losesNothingAndFillsNoMemoryWhileKafkaIsAway() {
    installation.freeze("kafka");
    // more than the heap holds: what is not asked for has to stay at the source
    publisher.publish(large(LONG ? 60_000 : 27_000, 10_000));
    await().pollDelay(KAFKA_AWAY).atMost(KAFKA_AWAY.plusMinutes(1)).until(installation::isAlive);
    installation.thaw("kafka");
    checker.awaitCounts();
    checker.rawTopicHoldsEachOnce(publisher.ids());
    checker.deadLettersAreTheBadOnes();
  }

  @Test
  void waitsForTheStoreAndRejectsNothingWhileItIsAway() {
    installation.freeze("cassandra");
    publisher.history(Duration.ofHours(2), 400);
    await("lag grows")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(storeLag()).isPositive());
    await().pollDelay(STORE_AWAY).atMost(STORE_AWAY.plusMinutes(1)).until(installation::isAlive);
    assertThat(storeLag()).as("records that wait").isPositive();
    installation.thaw("cassandra");
    checker.awaitCounts();
    assertThat(installation.servers().records(Operator.CLEAN + ".dlt")).isEmpty();
    checker.tablesHoldEachOnce();
  }

  @Test
  void endsWithinTwentySecondsUnderLoadAndLeavesNoProcess() {
    publisher.history(Duration.ofHours(3), 2_000);
    Set<ProcessHandle> started =
        ProcessHandle.of(installation.pid())
            .orElseThrow()
            .descendants()
            .collect(Collectors.toSet());
    assertThat(started).as("Kafka and Cassandra").hasSize(2);
    assertThat(installation.stop(Duration.ofSeconds(20))).as("it ends in time").isTrue();
    assertThat(started).as("orphans").noneMatch(ProcessHandle::isAlive);
    installation.start();
    installation.awaitAnswer();
    checker.checkEverything(publisher.ids());
  }

  @Test
  void leavesNoProcessTenSecondsAfterAKill() {
    Set<ProcessHandle> started =
        ProcessHandle.of(installation.pid())
            .orElseThrow()
            .descendants()
            .collect(Collectors.toSet());
    assertThat(started).as("Kafka and Cassandra").hasSize(2);
    installation.kill();
    await("the servers end by themselves")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(started).noneMatch(ProcessHandle::isAlive));
    installation.start();
    installation.awaitAnswer();
    checker.awaitCounts();
  }

  private static long storeLag() {
    return checker.feed().at("/stages/2/lag").asLong();
  }

  /** Events with a field nobody knows, of so many bytes. */
  private static List<PageCreation> large(int count, int bytes) {
    Instant now = Instant.now();
    String padding = ",\"padding\":\"" + "x".repeat(bytes) + "\"}";
    return PageCreations.seeded(8, PageCreationOptions.plain())
        .between(now.minusSeconds(600), now, count)
        .stream()
        .map(
            page -> {
              String json = new String(page.data(), StandardCharsets.UTF_8);
              byte[] padded =
                  (json.substring(0, json.lastIndexOf('}')) + padding)
                      .getBytes(StandardCharsets.UTF_8);
              return new PageCreation(page.quiet(), page.kafkaTime(), padded, page.kinds());
            })
        .toList();
  }
}
