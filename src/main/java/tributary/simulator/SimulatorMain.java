package tributary.simulator;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The simulator as a process of its own, on loopback, steered over {@code /control/}. Arguments:
 * {@code --port=0 --seed=1 --rate=10 --changes=0} (page creations and changes of every kind a
 * second).
 */
public final class SimulatorMain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatorMain.class);
  private static final long TICK_MILLIS = 20;

  private final Simulator simulator;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final PageCreations pages;
  private final Changes changes;
  private final Clock clock;
  private final double rate;
  private final double changeRate;
  private final long startedAt = System.nanoTime();
  private long published;
  private long changesPublished;

  private SimulatorMain(int port, long seed, double rate, double changeRate) {
    SimulatorOptions options =
        SimulatorOptions.defaults().onPort(port).withSeed(seed).withControl();
    this.simulator = Simulator.start(options);
    this.clock = options.clock();
    this.pages = PageCreations.seeded(seed, PageCreationOptions.everything());
    this.changes = Changes.seeded(seed, ChangeOptions.everything());
    this.rate = rate;
    this.changeRate = changeRate;
  }

  public static void main(String[] arguments) {
    SimulatorMain main = start(arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(main::close, "simulator-end"));
  }

  static SimulatorMain start(String... arguments) {
    Map<String, String> named =
        new HashMap<>(Map.of("port", "0", "seed", "1", "rate", "10", "changes", "0"));
    for (String argument : arguments) {
      String[] parts = argument.replaceFirst("^--", "").split("=", 2);
      if (parts.length != 2 || named.replace(parts[0], parts[1]) == null) {
        throw new IllegalArgumentException(
            "expected --port=, --seed=, --rate= or --changes=, was " + argument);
      }
    }
    SimulatorMain main =
        new SimulatorMain(
            Integer.parseInt(named.getOrDefault("port", "")),
            Long.parseLong(named.getOrDefault("seed", "")),
            Double.parseDouble(named.getOrDefault("rate", "")),
            Double.parseDouble(named.getOrDefault("changes", "")));
    main.ticks.scheduleAtFixedRate(main::publishDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    LOG.atInfo()
        .addKeyValue("port", main.simulator.port())
        .addKeyValue("seed", named.get("seed"))
        .addKeyValue("rate", named.get("rate"))
        .addKeyValue("changes", named.get("changes"))
        .log("The simulator listens");
    return main;
  }

  Simulator simulator() {
    return simulator;
  }

  private void publishDue() {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    for (; published < (long) (seconds * rate); published++) {
      simulator.publish(pages.next(clock.instant()));
    }
    for (; changesPublished < (long) (seconds * changeRate); changesPublished++) {
      simulator.changes().publish(changes.next(clock.instant()));
    }
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    simulator.close();
  }
}
