package tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import tributary.simulator.Kind;
import tributary.simulator.PageCreation;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/**
 * The simulator as a process of its own: a past of so many events, one a second, and on demand
 * ({@code live <rate> <seconds>}) new ones. Says where it listens, and of one live event in so many
 * when it was published.
 */
final class Source {
  private static final int PROBES_A_SECOND = 20;

  private Source() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    Simulator simulator = Simulator.start(SimulatorOptions.defaults().withoutAnswers());
    PageCreations pages =
        PageCreations.seeded(
            7,
            PageCreationOptions.realistic()
                .without(Kind.MALFORMED, Kind.FUTURE, Kind.REPEATED, Kind.LATE));
    Instant now = Clock.systemUTC().instant();
    Instant begin = now.minusSeconds(count);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      PageCreation page = pages.next(begin.plusSeconds(i));
      bytes += page.data().length;
      simulator.publish(page);
    }
    System.out.println("url " + simulator.streamBase());
    System.out.println("since " + begin.minusSeconds(60));
    System.out.println("bytes " + bytes / Math.max(1, count));
    BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      live(simulator, pages, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      System.out.println("done");
    }
    simulator.close();
    System.exit(0);
  }

  private static void live(Simulator simulator, PageCreations pages, int rate, int seconds)
      throws Exception {
    ObjectMapper json = new ObjectMapper();
    long begin = System.nanoTime();
    for (long i = 0; i < (long) rate * seconds; i++) {
      long due = begin + i * 1_000_000_000L / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Instant now = Clock.systemUTC().instant();
      PageCreation page = pages.next(now);
      simulator.publish(page);
      if (i % Math.max(1, rate / PROBES_A_SECOND) == 0) {
        JsonNode event = json.readTree(page.data());
        System.out.println(
            "probe %s %d %s %d"
                .formatted(
                    event.get("database").textValue(),
                    event.get("page_id").longValue(),
                    event.get("meta").get("id").textValue(),
                    now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000));
      }
    }
  }
}
