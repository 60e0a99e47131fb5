package tributary.ingest.sse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import tributary.platform.FeedStatus.Connection;

/**
 * The one connection that all consumers of a URL share. It is open while there are consumers, Camel
 * runs and the lease is ours, and opens again by itself. Guarded by its own monitor; one thread of
 * its own does the reading.
 */
final class SseConnection implements Lease.Holder {

  /** Consumers that come or go together, as in a hot reload, cost one reconnection. */
  private static final long SETTLING_NANOS = Duration.ofMillis(300).toNanos();

  private static final long TICK_MILLIS = 100;

  private final SseSettings settings;
  private final Surroundings around;
  private final Reading reading;
  private final Map<String, SseConsumer> consumers = new LinkedHashMap<>();
  private @Nullable Thread thread;
  private boolean contextStarted;
  private boolean leading;
  private boolean stopped;
  private boolean busy;
  private long changes;
  private long changedAt = System.nanoTime() - SETTLING_NANOS;
  private @Nullable SseSession session;

  SseConnection(SseSettings settings, Surroundings around, OkHttpClient client) {
    this.settings = settings;
    this.around = around;
    this.reading = new Reading(settings, around, client);
  }

  synchronized void register(SseConsumer consumer) {
    SseConsumer other = consumers.putIfAbsent(consumer.stream(), consumer);
    if (other != null && other != consumer) {
      throw new IllegalStateException(
          "stream " + consumer.stream() + " of " + settings.url() + " has a consumer already");
    }
    changed();
  }

  /** Returns when the consumer gets no events any more. */
  void deregister(SseConsumer consumer) {
    synchronized (this) {
      if (!consumers.remove(consumer.stream(), consumer)) {
        return;
      }
      changed();
      awaitQuiet();
    }
    around
        .status()
        .connection(consumer.stream(), Connection.STOPPED, around.clock().instant(), null);
  }

  /** Camel has started: from now on there may be a connection. */
  void contextStarted() {
    synchronized (this) {
      if (contextStarted || stopped) {
        return;
      }
      contextStarted = true;
      thread = new Thread(this::live, "sse-" + settings.url());
      thread.setDaemon(true);
      thread.start();
    }
    around.lease().request(this);
  }

  void stop() {
    around.lease().release();
    synchronized (this) {
      stopped = true;
      changed();
      awaitQuiet();
    }
  }

  @Override
  public synchronized void gained() {
    leading = true;
    reading.forget();
    notifyAll();
  }

  @Override
  public synchronized void lost() {
    leading = false;
    changed();
    awaitQuiet();
  }

  private void changed() {
    changes++;
    changedAt = System.nanoTime();
    if (session != null) {
      session.close();
    }
    if (busy && thread != null) {
      thread.interrupt();
    }
    notifyAll();
  }

  private void awaitQuiet() {
    long deadline = System.nanoTime() + settings.drainTimeout().plusSeconds(1).toNanos();
    try {
      while (busy && System.nanoTime() < deadline) {
        wait(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    Duration pause = Duration.ZERO;
    try {
      for (List<SseConsumer> members = await(pause); !members.isEmpty(); members = await(pause)) {
        pause = once(members);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration once(List<SseConsumer> members) {
    try {
      return reading.once(members, new Turn());
    } catch (InterruptedException e) {
      return Duration.ZERO;
    } catch (RuntimeException e) {
      return reading.failed(members, e);
    } finally {
      reading.drain();
      synchronized (this) {
        busy = false;
        session = null;
        // An interrupt belongs to the turn that ends here, not to the waiting that follows.
        Thread.interrupted();
        notifyAll();
      }
    }
  }

  /** Waits until there is something to read and to read it with; empty when all is over. */
  private synchronized List<SseConsumer> await(Duration pause) throws InterruptedException {
    long until = System.nanoTime() + pause.toNanos();
    long changesBefore = changes;
    while (!stopped) {
      long now = System.nanoTime();
      boolean waited = now - until >= 0 || changes != changesBefore;
      boolean settled = now - changedAt >= SETTLING_NANOS;
      if (waited && settled && leading && !consumers.isEmpty() && around.lease().isCertain()) {
        busy = true;
        return inOrder();
      }
      wait(TICK_MILLIS);
    }
    return List.of();
  }

  private List<SseConsumer> inOrder() {
    List<SseConsumer> members = new ArrayList<>(consumers.values());
    members.sort(
        Comparator.<SseConsumer>comparingInt(
                consumer -> {
                  int place = settings.streams().indexOf(consumer.stream());
                  return place < 0 ? Integer.MAX_VALUE : place;
                })
            .thenComparing(SseConsumer::stream));
    return members;
  }

  /** One turn of reading: it may go on as long as nothing has changed. */
  final class Turn {
    private final long changesAtBegin;

    private Turn() {
      synchronized (SseConnection.this) {
        this.changesAtBegin = changes;
      }
    }

    boolean mayGoOn() {
      synchronized (SseConnection.this) {
        return !stopped && leading && changes == changesAtBegin && around.lease().isCertain();
      }
    }

    /** Whoever changes something closes this session. */
    void use(SseSession opened) {
      synchronized (SseConnection.this) {
        session = opened;
        if (!mayGoOn()) {
          opened.close();
        }
      }
    }
  }
}
