package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/** Packaged applications on one Kafka and one Cassandra that are not theirs. */
class SharedWorkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int BATCH = 1_000;

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final Servers servers = Servers.shared(SharedWorkIT.class);
  private final Publisher publisher = new Publisher(simulator, 11);
  private final Installation first = installation("first");
  private final Installation second = installation("second");

  @AfterEach
  void end() {
    publisher.close();
    first.close();
    second.close();
    simulator.close();
  }

  @Test
  void twoShareTheWorkAndOneGoesOnAloneWhenTheOtherIsKilled() throws Exception {
    publisher.history(Duration.ofHours(8), 1_000);
    first.start();
    second.start();
    first.awaitAnswer();
    second.awaitAnswer();
    publisher.everySecond(50);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
      await("both store")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(storing(admin)).as("processes that store").hasSizeGreaterThan(2));
    }
    first.kill();
    await("the other one reads on")
        .atMost(PATIENCE)
        .until(() -> new Checker(second, simulator.answers()).feed().get("in").asLong() > 1_200);
    publisher.close();
    new Checker(second, simulator.answers()).checkEverything(publisher.ids());

    assertThat(second.stop(Duration.ofSeconds(20))).as("it ends in time").isTrue();
    assertAtMostOneBatchIsReadAgain();
  }

  @Test
  void readsAtMostOneBatchAgainAfterSigtermUnderLoad() throws Exception {
    first.start();
    first.awaitAnswer();
    publisher.history(Duration.ofHours(8), 20_000);
    await("it is at work")
        .atMost(PATIENCE)
        .until(() -> new Checker(first, simulator.answers()).feed().get("stored").asLong() > 0);
    assertThat(first.stop(Duration.ofSeconds(20))).as("it ends in time").isTrue();
    assertAtMostOneBatchIsReadAgain();
    second.start();
    second.awaitAnswer();
    new Checker(second, simulator.answers()).checkEverything(publisher.ids());
  }

  /** What was counted beyond the committed position is what will be read again. */
  private void assertAtMostOneBatchIsReadAgain() throws Exception {
    Map<String, Long> counted = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> entry : servers.records("tributary.ledger")) {
      try {
        counted.put(
            new String(entry.key(), java.nio.charset.StandardCharsets.UTF_8),
            new ObjectMapper().readTree(entry.value()).get("next_offset").asLong());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
      for (String stage : Set.of("clean", "store")) {
        Map<TopicPartition, OffsetAndMetadata> positions =
            admin
                .listConsumerGroupOffsets(group(stage))
                .partitionsToOffsetAndMetadata()
                .get(30, TimeUnit.SECONDS)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(positions).isNotEmpty();
        positions.forEach(
            (partition, position) -> {
              String plain = partition.topic().substring(servers.topicPrefix().length());
              Long next = counted.get(stage + "/" + plain + "/" + partition.partition());
              assertThat(next).as("counted of " + partition).isNotNull();
              assertThat(next - position.offset())
                  .as("records of %s to be read again", partition)
                  .isBetween(0L, (long) BATCH);
            });
      }
    }
  }

  /** Ids of the group's members that hold partitions. */
  private Set<String> storing(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(Set.of(group("store")))
        .all()
        .get(30, TimeUnit.SECONDS)
        .get(group("store"))
        .members()
        .stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  private String group(String stage) {
    return servers.topicPrefix() + "tributary-" + stage + "-page-create";
  }

  private Installation installation(String name) {
    return new Installation("shared-" + name, simulator.streamBase())
        .on(servers)
        .with(
            "tributary.ingest.wikimedia.since",
            Instant.now(Clock.systemUTC()).minus(Duration.ofHours(10)));
  }
}
