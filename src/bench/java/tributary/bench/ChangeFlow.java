package tributary.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import tributary.simulator.ChangeKind;
import tributary.simulator.ChangeOptions;
import tributary.simulator.Changes;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/**
 * The simulator as a process of its own that sends changes on demand ({@code live <rate>
 * <seconds>}); the event time of each is the time at which it was published.
 */
final class ChangeFlow {
  private ChangeFlow() {}

  public static void main(String[] arguments) throws Exception {
    Clock clock = Clock.systemUTC();
    Simulator simulator = Simulator.start(SimulatorOptions.defaults().withoutAnswers());
    Changes changes =
        Changes.seeded(
            7,
            ChangeOptions.realistic()
                .without(
                    ChangeKind.LATE,
                    ChangeKind.FUTURE,
                    ChangeKind.OUT_OF_ORDER,
                    ChangeKind.REPEATED,
                    ChangeKind.RECORDED_AGAIN,
                    ChangeKind.MALFORMED));
    System.out.println("url " + simulator.streamBase());
    System.out.println("since " + clock.instant());
    System.out.println("bytes " + changes.next(clock.instant()).data().length);
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      long rate = Long.parseLong(words[1]);
      long begin = System.nanoTime();
      for (long i = 0; i < rate * Long.parseLong(words[2]); i++) {
        long due = begin + i * 1_000_000_000L / rate;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        Instant now = clock.instant();
        simulator.changes().publish(changes.next(now));
      }
      System.out.println("done");
    }
    simulator.close();
    System.exit(0);
  }
}
