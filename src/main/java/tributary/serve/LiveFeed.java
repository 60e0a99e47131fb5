package tributary.serve;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tributary.platform.Pauses;

/**
 * What happens now, for everybody who listens: each interval one delta is written once and goes to
 * all. Nothing is read while nobody listens.
 */
@Component("live")
class LiveFeed implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private final LiveTap tap;
  private final LiveNumbers numbers;
  private final LiveSettings settings;
  private final ServeSettings serve;
  private final Clock clock;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final AtomicLong cuts = new AtomicLong();
  private @Nullable Listening listening;
  private boolean running;
  private int places;

  LiveFeed(
      LiveTap tap, LiveNumbers numbers, LiveSettings settings, ServeSettings serve, Clock clock) {
    this.tap = tap;
    this.numbers = numbers;
    this.settings = settings;
    this.serve = serve;
    this.clock = clock;
  }

  /** The threads of a session; its clock is that of the machine, because people wait by it. */
  private final class Listening {
    private final LiveSession session = new LiveSession(settings, clock, numbers.mode());
    private final long began = System.nanoTime();
    private final ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(2, task -> daemon(task, "live-timer"));
    private final Thread reader =
        daemon(() -> tap.read(session.board(), session::isOpen, session::caughtUp), "live-tap");
    private volatile long used = began;
    private long beaten = began;

    void start() {
      reader.start();
      timer.scheduleWithFixedDelay(
          () -> guarded(this::look), 0, settings.refresh().toMillis(), TimeUnit.MILLISECONDS);
      timer.scheduleWithFixedDelay(
          () -> guarded(this::tick), 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
      session.numbers(numbers.look(session.numbers()));
    }

    private void tick() {
      long now = System.nanoTime();
      session.tick(now - began > serve.kafkaTimeout().toNanos());
      if (!clients.isEmpty()) {
        used = now;
      } else if (now - used > settings.linger().toNanos() && closeIfUnused(this)) {
        return;
      }
      boolean beat = now - beaten >= settings.heartbeat().toNanos();
      beaten = beat ? now : beaten;
      for (LiveClient client : clients) {
        if (client.stuckFor(now) > settings.writeTimeout().toNanos()) {
          if (client.cut()) {
            cuts.incrementAndGet();
          }
        } else if (beat) {
          client.beat();
        } else {
          client.wake();
        }
      }
    }

    void close() {
      session.close();
      timer.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (ended, error) -> LOG.debug("A thread of the live stream ends", error));
    return thread;
  }

  /** An error in one interval must not be the last one. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("The live stream has left out an interval");
    }
  }

  /** What is shown, once, as {@code GET /api/live} answers it as JSON. */
  public Answer show(ApiRequest request) {
    LiveSession session = session();
    long end = System.nanoTime() + 2 * serve.kafkaTimeout().toNanos();
    while (!session.isReady() && session.isOpen() && System.nanoTime() < end) {
      Pauses.sleep(settings.interval());
    }
    return Answer.of(session.snapshotJson());
  }

  /**
   * Takes a place among the clients.
   *
   * @return what the client is to be shown
   * @throws Refusal 503 when all places are taken
   */
  synchronized LiveSession enter() {
    if (places >= settings.maxClients()) {
      throw Refusal.unavailable(
          "There are " + places + " live streams already, which is as many as there may be",
          serve.retryAfter().toSeconds());
    }
    LiveSession session = session();
    places++;
    return session;
  }

  /** A place is free again that no client has used. */
  synchronized void leave() {
    places--;
  }

  void add(LiveClient client) {
    clients.add(client);
    if (client.isOver()) {
      remove(client); // it went while it came
    }
  }

  void remove(LiveClient client) {
    if (clients.remove(client)) {
      leave();
    }
  }

  private synchronized LiveSession session() {
    if (!running) {
      throw Refusal.unavailable("The application starts or stops", serve.retryAfter().toSeconds());
    }
    Listening now = listening;
    if (now == null) {
      now = new Listening();
      listening = now;
      now.start();
    }
    now.used = System.nanoTime();
    return now.session;
  }

  private synchronized boolean closeIfUnused(Listening unused) {
    boolean over = places == 0;
    if (over) {
      unused.close();
      listening = null;
    }
    return over;
  }

  /** Clients at this moment. */
  int size() {
    return clients.size();
  }

  /** Clients that were cut since the start. */
  long cuts() {
    return cuts.get();
  }

  @Override
  public synchronized void start() {
    running = true;
  }

  /** Ends all streams before the web server waits for the requests that are under way. */
  @Override
  public void stop() {
    Listening last;
    synchronized (this) {
      running = false;
      last = listening;
      listening = null;
    }
    if (last != null) {
      last.close();
    }
    for (LiveClient client : clients) {
      client.end();
      if (!client.isOver()) {
        client.cut();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
