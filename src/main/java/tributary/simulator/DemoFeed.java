package tributary.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Publishes the history of one of the demo's streams up to now, and goes on as time does. */
final class DemoFeed implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Duration KEPT_BEYOND_HISTORY = Duration.ofHours(1);

  private final Simulator simulator;
  private final DemoStory story;
  private final Clock clock;
  private final Duration reach;
  private final Thread thread;
  private volatile boolean closed;
  private List<? extends SourceEvent> events;
  private long slice;
  private int next;
  private Instant tidied;

  /** Nothing is published before {@link #start}, but the log's first offsets are settled here. */
  DemoFeed(Simulator simulator, DemoStory story, Clock clock, Duration reach) {
    this.simulator = simulator;
    this.story = story;
    this.clock = clock;
    this.reach = reach;
    this.tidied = clock.instant();
    Instant first = tidied.minus(reach);
    this.slice = story.sliceOf(first);
    this.events = story.events(slice);
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
    simulator.beginAt(
        story.stream(), story.firstOffset(slice) + active, story.quietOffset(slice) + quiet);
    this.thread = new Thread(this::run, "demo-" + story.stream());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Publishes what is due at this moment; says how long nothing more will be. */
  Duration publishDue() {
    while (!closed) {
      if (next == events.size()) {
        events = story.events(++slice);
        next = 0;
        tidy();
        continue;
      }
      Duration wait = Duration.between(clock.instant(), events.get(next).kafkaTime());
      if (!wait.isNegative() && !wait.isZero()) {
        return wait;
      }
      simulator.publish(events.get(next++));
    }
    return Duration.ZERO;
  }

  private void tidy() {
    Instant now = clock.instant();
    if (ChronoUnit.HOURS.between(tidied, now) >= 1) {
      tidied = now;
      simulator.forgetOlderThan(now.minus(reach).minus(KEPT_BEYOND_HISTORY));
    }
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
