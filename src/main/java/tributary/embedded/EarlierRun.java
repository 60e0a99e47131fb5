package tributary.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.platform.Pauses;

/**
 * The server that an application left behind which was killed: it ends by itself, so we wait for
 * it, and end it by force when it does not.
 */
final class EarlierRun {
  private static final Logger log = LoggerFactory.getLogger(EarlierRun.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FORCE_WAIT = Duration.ofSeconds(10);

  private EarlierRun() {}

  static void awaitEnd(String title, ChildJvm jvm, Duration timeout) {
    if (FileLocks.isFree(jvm.lockFile())) {
      return;
    }
    long begin = System.nanoTime();
    log.atInfo()
        .addKeyValue("pid", pidOf(jvm))
        .log("{} of an earlier run is still ending, waiting for it", title);
    while (System.nanoTime() - begin < timeout.toNanos()) {
      Pauses.sleep(POLL);
      if (FileLocks.isFree(jvm.lockFile())) {
        return;
      }
    }
    endByForce(title, jvm);
  }

  /** The lock says that the process whose id stands in the file lives, and is ours. */
  private static void endByForce(String title, ChildJvm jvm) {
    long pid = pidOf(jvm);
    log.atWarn()
        .addKeyValue("pid", pid)
        .log("{} of an earlier run does not end, it is ended by force", title);
    ProcessHandle.of(pid).filter(ProcessHandle::destroyForcibly).ifPresent(EarlierRun::awaitExit);
    if (!FileLocks.isFree(jvm.lockFile())) {
      throw new StartRefused(
          title + " of an earlier run (process " + pid + ") holds " + jvm.lockFile(),
          "End that process, or set tributary.data-dir (TRIBUTARY_DATA_DIR) to another directory.");
    }
  }

  private static void awaitExit(ProcessHandle process) {
    try {
      process.onExit().get(FORCE_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException stillThere) {
      // the lock tells
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long pidOf(ChildJvm jvm) {
    try {
      return Long.parseLong(Files.readString(jvm.pidFile()).strip());
    } catch (IOException | NumberFormatException unknown) {
      return -1;
    }
  }
}
