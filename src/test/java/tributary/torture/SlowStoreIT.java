package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;
import tributary.support.Forwarder;

/** A store that answers, only late. */
class SlowStoreIT {
  private static final int MOST = 128;

  @Test
  void keepsFewRequestsUnderWayAndLosesNothingWhenEveryAnswerTakesTwoSeconds() {
    Servers servers = Servers.shared(SlowStoreIT.class);
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        Publisher publisher = new Publisher(simulator, 13);
        Forwarder store = new Forwarder(servers.contactPoint());
        LocalPipeline pipeline =
            new LocalPipeline(
                servers.through(store.address()),
                simulator.streamBase(),
                Clock.systemUTC(),
                "--tributary.store.max-in-flight=" + MOST,
                "--tributary.ingest.wikimedia.since=" + Instant.now().minusSeconds(36_000))) {
      Checker checker =
          new Checker(pipeline.api(), servers, simulator.answers(), Clock.systemUTC());
      publisher.history(Duration.ofHours(8), 200);
      checker.awaitCounts();

      store.delayAnswers(Duration.ofSeconds(2));
      publisher.history(Duration.ofHours(4), 600);
      AtomicLong highest = new AtomicLong();
      await("records wait while the store is slow")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                highest.accumulateAndGet(underWay(pipeline), Math::max);
                return lag(pipeline) > 0 && highest.get() == MOST;
              });
      await("slowly, it gets there")
          .atMost(Duration.ofSeconds(240))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                highest.accumulateAndGet(underWay(pipeline), Math::max);
                return lag(pipeline) == 0;
              });
      assertThat(highest.get()).as("most requests under way").isEqualTo(MOST);

      store.mend();
      checker.checkEverything(publisher.ids());
      assertThat(servers.records(Operator.CLEAN + ".dlt")).isEmpty();
    }
  }

  private static double lag(LocalPipeline pipeline) {
    return pipeline.gauge("tributary.store.lag", "feed", "page-create");
  }

  private static long underWay(LocalPipeline pipeline) {
    return (long) pipeline.gauge("tributary.store.requests");
  }
}
