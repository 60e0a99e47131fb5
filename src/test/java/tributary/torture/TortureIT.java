package tributary.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.simulator.FrameStyle;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/**
 * The whole promise at once: whatever is killed, frozen, cut or refused, and in whatever order,
 * what is stored, counted and reported equals what the source has published. Short here; long, with
 * {@code -Ptorture}, for as many minutes as {@code -Dtributary.torture.minutes} says. {@code
 * -Dtributary.torture.seed} repeats a run.
 */
class TortureIT {
  private static final Logger LOG = LoggerFactory.getLogger(TortureIT.class);
  private static final int SHORT_SECONDS = 45;

  @Test
  void whatIsStoredAndReportedEqualsTheSourceWhateverWasKilledMeanwhile() {
    long seed = Long.getLong("tributary.torture.seed", new Random().nextLong(1_000_000));
    int minutes = Integer.getInteger("tributary.torture.minutes", 0);
    boolean isLong = minutes > 0;
    LOG.info("Torture with seed {}", seed);
    Simulator simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .withSeed(seed)
                .withFrames(FrameStyle.asTheSource().splitAnywhereOnTheWire()));
    Installation installation =
        new Installation("torture", simulator.streamBase())
            .with("tributary.ingest.wikimedia.since", Instant.now().minus(Duration.ofHours(10)));
    try (simulator;
        installation;
        Publisher publisher = new Publisher(simulator, seed)) {
      publisher.history(Duration.ofHours(9), 2_000);
      installation.start();
      installation.awaitAnswer();
      publisher.everySecond(40);
      long end =
          System.nanoTime() + TimeUnit.SECONDS.toNanos(isLong ? minutes * 60L : SHORT_SECONDS);
      Chaos chaos = new Chaos(installation, simulator, seed);
      for (int round = 1; System.nanoTime() < end; round++) {
        String fault = chaos.next();
        LOG.info("Torture, round {}: {}; published {}", round, fault, simulator.answers().in());
        chaos.pause(isLong ? 5_000 : 1_000, isLong ? 20_000 : 4_000);
      }
      chaos.mend();
      publisher.close();
      LOG.info("Torture: all is whole again, {} events to check", simulator.answers().in());
      new Checker(installation, simulator.answers()).checkEverything(publisher.ids());
      installation.close();
      installation.throwDataAway();
    } catch (Throwable e) {
      throw new AssertionError(
          "Torture with -Dtributary.torture.seed=" + seed + " failed; see " + installation.log(),
          e);
    }
  }
}
