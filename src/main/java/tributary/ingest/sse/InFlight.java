package tributary.ingest.sse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;

/**
 * The events that were handed over and are not acknowledged, never more than the limits allow:
 * whoever reads the socket waits here, and so the server waits too. Positions move in the order of
 * the stream, only past events that are stored.
 */
final class InFlight {
  /** The hand-over of an event failed; everything after the last stored one must come again. */
  static final class HandOverFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HandOverFailed(Throwable cause) {
      super("an event could not be handed over", cause);
    }
  }

  /** One event on its way. */
  static final class Ticket {
    private final StreamState state;
    private final @Nullable EventKey key;
    private final @Nullable String id;
    private final int size;
    private final long round;
    private boolean stored;

    private Ticket(
        StreamState state, @Nullable EventKey key, @Nullable String id, int size, long round) {
      this.state = state;
      this.key = key;
      this.id = id;
      this.size = size;
      this.round = round;
    }
  }

  private final int maxEvents;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Ticket> order = new ArrayDeque<>();
  private int events;
  private long bytes;
  private long round;
  private @Nullable Throwable failure;

  InFlight(int maxEvents, long maxBytes) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
  }

  /** A new connection begins; what is still under way from the last one moves no position. */
  void begin() {
    locked(
        () -> {
          round++;
          order.clear();
          failure = null;
        });
  }

  /** Runs something that reads or changes the state of streams. */
  void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for room and admits the event.
   *
   * @return null for a repeat
   * @throws HandOverFailed when an event of this connection failed
   */
  @Nullable Ticket admit(StreamState state, EventKey key, @Nullable String id, int size)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (failure == null && order.size() >= 2 * maxEvents) {
        changed.await();
      }
      if (state.knows(key)) {
        Ticket repeat = new Ticket(state, null, id, 0, round);
        repeat.stored = true;
        order.add(repeat);
        state.repeated();
        moveOn();
        return null;
      }
      while (failure == null && (events >= maxEvents || (events > 0 && bytes + size > maxBytes))) {
        changed.await();
      }
      if (failure != null) {
        throw new HandOverFailed(failure);
      }
      Ticket ticket = new Ticket(state, key, id, size, round);
      order.add(ticket);
      state.begin(key);
      events++;
      bytes += size;
      return ticket;
    } finally {
      lock.unlock();
    }
  }

  /** The event is stored, or, when there is a {@code cause}, is not and will not be. */
  void done(Ticket ticket, @Nullable Throwable cause) {
    lock.lock();
    try {
      events--;
      bytes -= ticket.size;
      EventKey key = ticket.key;
      if (key != null && cause == null) {
        ticket.state.keep(key);
      } else if (key != null) {
        ticket.state.forget(key);
      }
      if (ticket.round == round) {
        if (cause == null) {
          ticket.stored = true;
          moveOn();
        } else if (failure == null) {
          failure = cause;
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void moveOn() {
    for (Ticket first = order.peek(); first != null && first.stored; first = order.peek()) {
      order.remove();
      first.state.storedUpTo(first.id);
    }
  }

  /** Why an event of this connection failed; null while none did. */
  @Nullable Throwable failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until nothing is under way; returns whether that came true in time. */
  boolean awaitNone(Duration most) throws InterruptedException {
    long nanos = most.toNanos();
    lock.lockInterruptibly();
    try {
      while (events > 0 && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return events == 0;
    } finally {
      lock.unlock();
    }
  }

  int events() {
    lock.lock();
    try {
      return events;
    } finally {
      lock.unlock();
    }
  }
}
