package tributary.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Publishes the demo's history up to now, and goes on with it as time does. */
final class DemoFeed implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Duration KEPT_BEYOND_HISTORY = Duration.ofHours(1);

  private final Simulator simulator;
  private final DemoHistory history;
  private final Clock clock;
  private final Duration reach;
  private final Thread thread;
  private volatile boolean closed;
  private List<PageCreation> events;
  private long hour;
  private int next;

  /** Nothing is published before {@link #start}, but the log's first offsets are settled here. */
  DemoFeed(Simulator simulator, DemoHistory history, Clock clock, Duration reach) {
    this.simulator = simulator;
    this.history = history;
    this.clock = clock;
    this.reach = reach;
    Instant first = clock.instant().minus(reach);
    this.hour = DemoHistory.hourOf(first);
    this.events = history.hour(hour);
    int active = 0;
    int quiet = 0;
    while (next < events.size() && events.get(next).kafkaTime().isBefore(first)) {
      if (events.get(next).quiet()) {
        quiet++;
      } else {
        active++;
      }
      next++;
    }
    simulator.beginAt(history.firstOffset(hour) + active, history.quietOffset(hour) + quiet);
    this.thread = new Thread(this::run, "demo-feed");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Publishes what is due at this moment; says how long nothing more will be. */
  Duration publishDue() {
    while (!closed) {
      if (next == events.size()) {
        events = history.hour(++hour);
        next = 0;
        simulator.forgetOlderThan(clock.instant().minus(reach).minus(KEPT_BEYOND_HISTORY));
      }
      Duration wait = Duration.between(clock.instant(), events.get(next).kafkaTime());
      if (!wait.isNegative() && !wait.isZero()) {
        return wait;
      }
      simulator.publish(events.get(next++));
    }
    return Duration.ZERO;
  }

  private void run() {
    while (!closed) {
      Duration wait = publishDue();
      Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
      LockSupport.parkNanos(bounded.toNanos());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
