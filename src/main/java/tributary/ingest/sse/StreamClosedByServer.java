package tributary.ingest.sse;

import java.io.IOException;

/** The server announced a fault of its own ({@code event: error}) and is about to hang up. */
final class StreamClosedByServer extends IOException {
  private static final long serialVersionUID = 1L;

  StreamClosedByServer(String message) {
    super(message);
  }
}
