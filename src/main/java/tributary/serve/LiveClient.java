package tributary.serve;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One listener, written to only as fast as it reads, by whatever thread comes by: nobody waits for
 * it. It holds no queue of its own but its place in the deltas of all.
 */
final class LiveClient implements WriteListener, AsyncListener {
  private static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII);

  /** More in one piece would be copied into buffers of this connection alone. */
  private static final int PIECE = 8_192;

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final LiveSession session;
  private final Consumer<Exception> cut;
  private final Consumer<LiveClient> gone;
  private final AtomicInteger wakes = new AtomicInteger();
  private final long resumed;
  private volatile boolean opened;
  private volatile boolean heartbeat;
  private volatile boolean ending;
  private volatile boolean ended;
  private volatile long stuckSince;
  // touched only by the thread that has the turn
  private long known;
  private byte[] current;
  private int written;
  private boolean unflushed;
  private volatile @Nullable IOException failure;

  /**
   * @param known delta up to which it knows everything; {@link LiveSession#NOTHING} for a new one
   * @param cut closes the connection at once, without a word
   * @param gone is told when it is over
   */
  LiveClient(
      AsyncContext async,
      ServletOutputStream out,
      LiveSession session,
      long known,
      byte[] greeting,
      Consumer<Exception> cut,
      Consumer<LiveClient> gone) {
    this.async = async;
    this.out = out;
    this.session = session;
    this.known = known;
    this.resumed = session.last();
    this.current = greeting;
    this.cut = cut;
    this.gone = gone;
  }

  @Override
  public void onWritePossible() throws IOException {
    opened = true;
    write();
    IOException failed = failure;
    if (failed != null) {
      throw failed; // or the container would not know that it has to clean up
    }
  }

  /** Writes what there is, if the client takes it; never waits. */
  void wake() {
    write();
    IOException failed = failure;
    if (failed != null) {
      cut.accept(failed); // the container cleans up only behind errors that it has seen itself
    }
  }

  private void write() {
    if (!opened || wakes.getAndIncrement() != 0) {
      return; // whoever has the turn goes round once more
    }
    int seen = 1;
    do {
      turn();
      seen = wakes.addAndGet(-seen);
    } while (seen != 0);
  }

  /** A comment comes between two events, soon. */
  void beat() {
    heartbeat = true;
    wake();
  }

  /** Ends the stream behind the event that is being written. */
  void end() {
    ending = true;
    wake();
  }

  /** Nanoseconds since it has taken anything; 0 while it takes what it is given. */
  long stuckFor(long now) {
    long since = stuckSince;
    return since == 0 ? 0 : now - since;
  }

  /**
   * Closes the connection of one that does not read: an orderly end would wait for it. False when
   * it was gone already.
   */
  boolean cut() {
    if (ended) {
      return false;
    }
    over();
    cut.accept(new IOException("The client does not read"));
    return true;
  }

  boolean isOver() {
    return ended;
  }

  private void turn() {
    try {
      while (!ended && out.isReady()) {
        stuckSince = 0;
        if (written == current.length && !next()) {
          if (ending) {
            complete();
            return;
          }
          if (!unflushed) {
            return;
          }
          unflushed = false;
          out.flush();
        } else {
          int piece = Math.min(PIECE, current.length - written);
          out.write(current, written, piece);
          written += piece;
          unflushed = true;
        }
      }
      if (!ended && stuckSince == 0) {
        stuckSince = System.nanoTime() | 1;
      }
    } catch (IOException e) {
      failure = e;
      over();
    } catch (RuntimeException e) {
      failure = new IOException("The connection is gone", e);
      over();
    }
  }

  /** Goes on to what comes next, if there is anything. */
  private boolean next() {
    if (ending) {
      return false;
    }
    if (heartbeat) {
      heartbeat = false;
      current = HEARTBEAT;
      written = 0;
      return true;
    }
    LiveFrames.Frame frame = session.behind(known, resumed);
    if (frame == null) {
      return false;
    }
    known = frame.number();
    current = frame.bytes();
    written = 0;
    return true;
  }

  private void complete() {
    if (!ended) {
      over();
      try {
        async.complete();
      } catch (IllegalStateException e) {
        // it was completed meanwhile
      }
    }
  }

  private void over() {
    ended = true;
    gone.accept(this);
  }

  @Override
  public void onError(Throwable error) {
    over();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    over();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    completeAfter();
  }

  @Override
  public void onError(AsyncEvent event) {
    completeAfter();
  }

  private void completeAfter() {
    over();
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // the container was quicker
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // never started twice
  }
}
