package tributary.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, and when. Thread-safe; all faults are off at first. */
final class Faults {
  record Refusal(int status, @Nullable Duration retryAfter) {}

  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private boolean silent;
  private int savedPositionStatus;
  private long eventsUntilCut = -1;
  private long cutEvery = -1;
  private Cut scheduledCut = Cut.PREMATURE;

  synchronized void refuse(int connections, int status, @Nullable Duration retryAfter) {
    for (int i = 0; i < connections; i++) {
      refusals.add(new Refusal(status, retryAfter));
    }
  }

  synchronized @Nullable Refusal nextRefusal() {
    return refusals.poll();
  }

  synchronized void silent(boolean on) {
    silent = on;
  }

  synchronized boolean isSilent() {
    return silent;
  }

  /** 0 accepts them again. */
  synchronized void refuseSavedPositions(int status) {
    savedPositionStatus = status;
  }

  synchronized int savedPositionStatus() {
    return savedPositionStatus;
  }

  synchronized void cutAfter(long events, Cut how) {
    eventsUntilCut = events;
    scheduledCut = how;
  }

  synchronized void cutEvery(long events, Cut how) {
    cutEvery = events;
    scheduledCut = how;
  }

  /** How many of {@code wanted} events a connection may send before a cut is due. */
  synchronized int allowed(int wanted, long sentOnConnection) {
    long allowed = wanted;
    if (eventsUntilCut >= 0) {
      allowed = Math.min(allowed, eventsUntilCut);
    }
    if (cutEvery > 0) {
      allowed = Math.min(allowed, Math.max(0, cutEvery - sentOnConnection));
    }
    return (int) allowed;
  }

  /** Notes that a connection has sent events, and says whether it is to be cut now. */
  synchronized @Nullable Cut cutDue(int justSent, long sentOnConnection) {
    if (eventsUntilCut >= 0) {
      eventsUntilCut = Math.max(0, eventsUntilCut - justSent);
      if (eventsUntilCut == 0) {
        eventsUntilCut = -1;
        return scheduledCut;
      }
    }
    return cutEvery > 0 && sentOnConnection >= cutEvery ? scheduledCut : null;
  }
}
