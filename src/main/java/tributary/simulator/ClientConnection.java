package tributary.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one client asked for and what it got; kept after the connection has ended. */
public final class ClientConnection {
  private final int number;
  private final Instant openedAt;
  private final RequestHead request;
  private volatile int status;
  private volatile long eventsSent;
  private volatile boolean open = true;
  private volatile @Nullable Cut cut;
  private volatile @Nullable String lastIdSent;

  ClientConnection(int number, Instant openedAt, RequestHead request) {
    this.number = number;
    this.openedAt = openedAt;
    this.request = request;
  }

  /** 1 for the first request this simulator ever saw. */
  public int number() {
    return number;
  }

  public Instant openedAt() {
    return openedAt;
  }

  /** Path and query as they came. */
  public String target() {
    return request.target();
  }

  public @Nullable String userAgent() {
    return request.header("user-agent");
  }

  public @Nullable String accept() {
    return request.header("accept");
  }

  public @Nullable String lastEventId() {
    return request.header("last-event-id");
  }

  public @Nullable String since() {
    return request.query("since");
  }

  /** HTTP status of the answer; 0 while there is none. */
  public int status() {
    return status;
  }

  /** Events of which the last byte was handed to the socket. */
  public long eventsSent() {
    return eventsSent;
  }

  /** The {@code id} of the last whole event; null before it. */
  public @Nullable String lastIdSent() {
    return lastIdSent;
  }

  public boolean isOpen() {
    return open;
  }

  void answered(int status) {
    this.status = status;
  }

  // only the connection's own thread counts, so the read and the write cannot interleave
  @SuppressWarnings("NonAtomicOperationOnVolatileField")
  void sent(int events, String lastId) {
    eventsSent += events;
    lastIdSent = lastId;
  }

  void ended() {
    open = false;
  }

  void cut(Cut how) {
    cut = how;
  }

  @Nullable Cut wantedCut() {
    return cut;
  }

  @Override
  public String toString() {
    return "#" + number + " " + target() + " -> " + status + ", " + eventsSent + " events";
  }
}
