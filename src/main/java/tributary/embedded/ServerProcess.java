package tributary.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server alive: starts its process, says how that goes, starts it again with growing
 * pauses when it ends by itself, and ends it when asked to.
 */
final class ServerProcess {
  private static final Logger log = LoggerFactory.getLogger(ServerProcess.class);

  private static final int FIRST_ATTEMPTS = 2;
  private static final long POLL_MILLIS = 50;
  private static final Duration REPORT_EVERY = Duration.ofSeconds(3);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration STABLE = Duration.ofMinutes(1);

  /** How the server stands. */
  enum State {
    STARTING,
    READY,
    DEAD,
    STOPPED
  }

  private final EmbeddedServer server;
  private final Duration startTimeout;
  private final Duration stopTimeout;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile State state = State.STARTING;
  private volatile int restarts;
  private @Nullable Process process;

  ServerProcess(EmbeddedServer server, Duration startTimeout, Duration stopTimeout) {
    this.server = server;
    this.startTimeout = startTimeout;
    this.stopTimeout = stopTimeout;
  }

  /** Returns at once; {@link #ready()} tells when clients can come. */
  void start() {
    Thread supervisor = new Thread(this::supervise, "embedded-" + server.jvm().name());
    supervisor.setDaemon(true);
    supervisor.start();
  }

  EmbeddedServer server() {
    return server;
  }

  CompletableFuture<Void> ready() {
    return ready;
  }

  State state() {
    return state;
  }

  /** How often it had to be started again. */
  int restarts() {
    return restarts;
  }

  synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  private void supervise() {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; !stopping(); attempt++) {
      long begin = System.nanoTime();
      String end = runOnce();
      if (stopping()) {
        break;
      }
      state = State.DEAD;
      if (!ready.isDone() && attempt >= FIRST_ATTEMPTS) {
        ready.completeExceptionally(
            new StartRefused(server.title() + " " + end, LastLines.of(server.jvm())));
        return;
      }
      if (since(begin).compareTo(STABLE) > 0) {
        pause = FIRST_PAUSE;
      }
      log.atWarn()
          .addKeyValue("server", server.title())
          .addKeyValue("log", server.jvm().logFile())
          .log("{} {}; it is started again in {} ms", server.title(), end, pause.toMillis());
      if (stoppedWithin(pause)) {
        break;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
      restarts++;
    }
    state = State.STOPPED;
  }

  /** One life of the process; the answer says how it ended. */
  private String runOnce() {
    try {
      Process running = launch();
      if (running == null) {
        return "is not started any more";
      }
      if (!becameReady(running) && running.isAlive() && !stopping()) {
        running.destroyForcibly().waitFor();
        return "did not answer within " + startTimeout.toSeconds() + " s";
      }
      int code = running.waitFor();
      return "ended by itself with code " + code;
    } catch (IOException | RuntimeException e) {
      return "could not be started (" + e + ")";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "is not watched any more";
    }
  }

  private synchronized @Nullable Process launch() throws IOException {
    if (stopping()) {
      return null;
    }
    log.info("{} starting on {}:{}", server.title(), Ports.HOST, server.port());
    process = server.prepare().start();
    return process;
  }

  private boolean becameReady(Process running) throws InterruptedException {
    long begin = System.nanoTime();
    Duration nextReport = REPORT_EVERY;
    while (!running.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !stopping()) {
      if (Ports.answers(server.port())) {
        log.info(
            "{} ready on {}:{} in {} s",
            server.title(),
            Ports.HOST,
            server.port(),
            String.format("%.1f", since(begin).toMillis() / 1000.0));
        state = State.READY;
        ready.complete(null);
        return true;
      }
      if (since(begin).compareTo(startTimeout) > 0) {
        return false;
      }
      if (since(begin).compareTo(nextReport) > 0) {
        log.info("{} starting, {} s so far", server.title(), nextReport.toSeconds());
        nextReport = nextReport.plus(REPORT_EVERY);
      }
    }
    return false;
  }

  /** When a process that is asked to stop now is to be ended by force. */
  long stopDeadline() {
    return System.nanoTime() + stopTimeout.toNanos();
  }

  /** Asks the process to end in an orderly way; returns at once. */
  void askToStop() {
    stop.countDown();
    synchronized (this) {
      if (process != null) {
        try (OutputStream input = process.getOutputStream()) {
          input.write('q'); // an end without it is the death of the parent
        } catch (IOException alreadyClosed) {
          // it has ended
        }
      }
    }
  }

  /**
   * Waits until the process has ended, and ends it by force at the deadline.
   *
   * @param deadline as of {@link System#nanoTime()}
   */
  void awaitStopped(long deadline) {
    Process last;
    synchronized (this) {
      last = process;
    }
    if (last != null) {
      try {
        if (last.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          if (last.exitValue() == 0) {
            server.jvm().keepArchive();
          }
        } else {
          log.warn(
              "{} did not end within {} s, ended by force",
              server.title(),
              stopTimeout.toSeconds());
          last.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        last.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    state = State.STOPPED;
    ready.completeExceptionally(new IllegalStateException(server.title() + " was stopped"));
  }

  /** Ends the process at once, for data that nobody needs any more. */
  synchronized void kill() {
    stop.countDown();
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }

  private boolean stoppedWithin(Duration pause) {
    try {
      return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
