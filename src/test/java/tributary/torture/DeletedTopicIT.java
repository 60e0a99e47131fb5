package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/** Somebody deletes the raw topic while events come. */
class DeletedTopicIT {
  @Test
  void isMadeAnewLoudlyAndThePipelineGoesOn() throws Exception {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        Publisher publisher = new Publisher(simulator, 17);
        Installation installation =
            new Installation("deleted-topic", simulator.streamBase())
                .with(
                    "tributary.ingest.wikimedia.since",
                    Instant.now().minus(Duration.ofHours(10)))) {
      installation.start();
      installation.awaitAnswer();
      publisher.history(Duration.ofHours(1), 400);
      Checker checker = new Checker(installation, simulator.answers());
      checker.awaitCounts();

      Map<String, Object> kafka =
          Map.of("bootstrap.servers", installation.servers().bootstrapServers());
      try (Admin admin = Admin.create(kafka)) {
        admin.deleteTopics(List.of(Checker.RAW)).all().get();
      }
      await("health says so")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> installation.health().statusCode() == 503);
      publisher.history(Duration.ofMinutes(30), 300);
      await("it is healthy again")
          .atMost(Duration.ofSeconds(60))
          .until(() -> installation.health().statusCode() == 200);
      checker.awaitCounts();
      checker.tablesHoldEachOnce();
      assertThat(installation.said()).contains("was deleted and is made again");
    }
  }
}
