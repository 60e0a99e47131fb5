package tributary.embedded.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;

/**
 * A server's process as a child of the application: it holds the lock that says it lives, and ends
 * in an orderly way as soon as its standard input ends, which is what the death of the parent looks
 * like, {@code kill -9} included.
 */
final class ChildProcess {
  /** File that is locked as long as the process lives. */
  static final String LOCK = "tributary.child.lock";

  /** File that tells the process id. */
  static final String PID = "tributary.child.pid";

  /** Milliseconds an orderly end may take before the process halts. */
  static final String HALT_AFTER = "tributary.child.halt-after";

  /** An orphan ends sooner: what is stored survives a halt, and nobody waits for it any more. */
  private static final long ORPHANS_MILLIS = 5_000;

  /** Kept reachable, so that the lock lasts as long as the process. */
  @SuppressWarnings("unused")
  private static @Nullable FileChannel held;

  private ChildProcess() {}

  static void enter() throws IOException {
    hold(Path.of(required(LOCK)));
    Files.writeString(Path.of(required(PID)), Long.toString(ProcessHandle.current().pid()));
    // Ctrl-C and a closed terminal reach the whole process group; the application decides when its
    // servers end, after its own work is written.
    ignore("INT");
    ignore("HUP");
    daemon("parent-watch", () -> endWithParent(Long.parseLong(required(HALT_AFTER))));
  }

  private static void endWithParent(long haltAfterMillis) {
    boolean asked = false;
    try {
      while (System.in.read() >= 0) {
        asked = true; // any byte announces an orderly end; without one the parent has died
      }
    } catch (IOException closed) {
      // the same as its end
    }
    long most = asked ? haltAfterMillis : Math.min(haltAfterMillis, ORPHANS_MILLIS);
    boolean orphan = !asked;
    daemon("halt", () -> haltLater(most, orphan));
    System.exit(0);
  }

  private static void haltLater(long millis, boolean orphan) {
    try {
      // never released: a wait with an end, and an interrupt cuts it short
      if (!new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
        if (orphan) {
          killMyself();
        }
        Runtime.getRuntime().halt(1);
      }
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  /**
   * A JVM that halts still writes its archive of classes first, for seconds. Whoever knows no such
   * command halts.
   */
  private static void killMyself() throws IOException, InterruptedException {
    long pid = ProcessHandle.current().pid();
    Process kill = new ProcessBuilder("sh", "-c", "kill -9 " + pid).start();
    kill.waitFor(2, TimeUnit.SECONDS);
  }

  /** The channel stays open on purpose: the operating system ends the lock with the process. */
  @SuppressWarnings("resource")
  private static void hold(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new IllegalStateException("Another process still holds " + file);
    }
    held = channel;
  }

  private static void ignore(String signal) {
    try {
      Signal.handle(new Signal(signal), received -> {});
    } catch (IllegalArgumentException unknownHere) {
      // this operating system has no such signal
    }
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("The system property " + property + " is missing");
    }
    return value;
  }
}
