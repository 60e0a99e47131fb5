package tributary.torture;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends what {@link ProcessHandle} cannot: SIGSTOP and SIGCONT. */
final class Signals {
  private Signals() {}

  static void send(long pid, String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("kill -" + signal + " " + pid + " did not end");
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
