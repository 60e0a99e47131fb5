package tributary.torture;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tributary.simulator.Cut;
import tributary.simulator.Simulator;

/**
 * What goes wrong, one after the other: a deck of faults that is shuffled by a seed and dealt from
 * the top, again and again.
 */
final class Chaos {
  private final Installation installation;
  private final Simulator simulator;
  private final Random random;
  private final Deque<Fault> deck = new ArrayDeque<>();

  /** What breaks, and is whole again when it returns. */
  private interface Act {
    void run();
  }

  private record Fault(String name, Act act) {}

  Chaos(Installation installation, Simulator simulator, long seed) {
    this.installation = installation;
    this.simulator = simulator;
    this.random = new Random(seed);
  }

  /** Does the next thing, and says what it was. */
  String next() {
    if (deck.isEmpty()) {
      shuffle();
    }
    Fault fault = deck.remove();
    fault.act().run();
    return fault.name();
  }

  /** Nothing is broken after this. */
  void mend() {
    simulator.speakAgain();
    simulator.acceptSavedPositions();
    simulator.cutEvery(0, Cut.PREMATURE);
    installation.thaw("kafka");
    installation.thaw("cassandra");
  }

  /**
   * Processes and connections in turn, so that a short run meets both; a killed application first.
   */
  private void shuffle() {
    List<Fault> processes = ofProcesses();
    List<Fault> connections = ofConnections();
    Collections.shuffle(processes, random);
    Collections.shuffle(connections, random);
    processes.add(0, new Fault("kill -9 of the application", this::killApplication));
    while (!processes.isEmpty() || !connections.isEmpty()) {
      for (List<Fault> pile : List.of(processes, connections)) {
        if (!pile.isEmpty()) {
          deck.add(pile.remove(0));
        }
      }
    }
  }

  private List<Fault> ofProcesses() {
    List<Fault> all = new ArrayList<>();
    all.add(new Fault("kill -9 of the application", this::killApplication));
    all.add(new Fault("SIGTERM, and a new start", this::restartApplication));
    all.add(new Fault("kill -9 of Kafka", () -> installation.killServer("kafka")));
    all.add(new Fault("kill -9 of Cassandra", () -> installation.killServer("cassandra")));
    all.add(new Fault("Kafka frozen", () -> frozen("kafka")));
    all.add(new Fault("Cassandra frozen", () -> frozen("cassandra")));
    return all;
  }

  private List<Fault> ofConnections() {
    List<Fault> all = new ArrayList<>();
    for (Cut cut : Cut.values()) {
      all.add(new Fault("stream cut: " + cut, () -> simulator.cutAll(cut)));
    }
    all.add(new Fault("stream cut every 50 events", () -> oftenCut(Cut.MID_FRAME)));
    all.add(new Fault("black hole", this::silent));
    all.add(new Fault("429 with Retry-After", () -> refused(429)));
    all.add(new Fault("503", () -> refused(503)));
    all.add(new Fault("saved positions refused", this::positionsRefused));
    return all;
  }

  private void killApplication() {
    installation.kill();
    installation.start();
    installation.awaitAnswer();
  }

  private void restartApplication() {
    if (!installation.stop(Duration.ofSeconds(20))) {
      throw new AssertionError("SIGTERM did not end the application within 20 s");
    }
    installation.start();
    installation.awaitAnswer();
  }

  private void frozen(String server) {
    installation.freeze(server);
    pause(3_000, 8_000);
    installation.thaw(server);
  }

  private void oftenCut(Cut how) {
    simulator.cutEvery(50, how);
    pause(2_000, 4_000);
    simulator.cutEvery(0, how);
  }

  /** Longer than the idle limit. */
  private void silent() {
    simulator.goSilent();
    pause(4_000, 6_000);
    simulator.speakAgain();
  }

  private void refused(int status) {
    simulator.refuseNext(1 + random.nextInt(3), status, Duration.ofSeconds(1));
    simulator.cutAll(Cut.RESET);
  }

  private void positionsRefused() {
    simulator.refuseSavedPositions(random.nextBoolean() ? 400 : 404);
    simulator.cutAll(Cut.PREMATURE);
    pause(2_000, 4_000);
    simulator.acceptSavedPositions();
  }

  /** Lets time pass; what is broken stays so meanwhile. */
  void pause(long least, long most) {
    long until =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(least + random.nextLong(Math.max(1, most - least)));
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
