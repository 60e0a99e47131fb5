package tributary.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends one client the events behind its positions until one of them leaves or a fault says stop.
 */
final class EventFeed {
  private static final int MOST_EVENTS = 512;
  private static final long MOST_BYTES = 1 << 20;
  private static final long LOOK_UP_MILLIS = 50;

  private final Socket socket;
  private final ClientConnection connection;
  private final List<TopicPosition> positions;
  private final EventLog log;
  private final Faults faults;
  private final SimulatorOptions options;
  private final FrameWriter frames;
  private final ChunkedOutput out;
  private final boolean jsonLines;
  private final long startedAt = System.nanoTime();
  private long lastWriteAt = startedAt;
  private String lastId = "";

  EventFeed(
      Socket socket,
      ClientConnection connection,
      List<TopicPosition> positions,
      EventLog log,
      Faults faults,
      SimulatorOptions options)
      throws IOException {
    this.socket = socket;
    this.connection = connection;
    this.positions = positions;
    this.log = log;
    this.faults = faults;
    this.options = options;
    this.frames = new FrameWriter(options.frames());
    this.out =
        new ChunkedOutput(
            socket.getOutputStream(),
            options.frames().splitAnywhere(),
            options.bytesPerSecond(),
            options.seed() + connection.number());
    String accept = connection.accept();
    this.jsonLines = accept != null && accept.startsWith("application/json");
  }

  void run() throws IOException, InterruptedException {
    begin();
    while (true) {
      long seen = log.changes();
      Cut cut = connection.wantedCut();
      if (cut != null) {
        end(cut);
        return;
      }
      if (isOver(options.connectionLife(), startedAt) || isOver(options.idleCut(), lastWriteAt)) {
        end(Cut.PREMATURE);
        return;
      }
      int sent = faults.isSilent() ? 0 : sendNext();
      cut = sent == 0 ? null : faults.cutDue(sent, connection.eventsSent());
      if (cut != null) {
        end(cut);
        return;
      }
      if (sent == 0) {
        keepAlive();
        if (clientHasLeft()) {
          return;
        }
        log.awaitChange(seen, LOOK_UP_MILLIS);
      }
    }
  }

  private void begin() throws IOException {
    String type = connection.accept() == null ? "" : "; charset=utf-8";
    out.plain(
        "HTTP/1.1 200 OK\r\nContent-Type: "
            + (jsonLines ? "application/json; charset=utf-8" : "text/event-stream" + type)
            + "\r\nCache-Control: no-cache\r\nConnection: keep-alive\r\n"
            + "Access-Control-Allow-Origin: *\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.answered(200);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    if (jsonLines) {
      first.write('\n');
    } else {
      frames.beginning(first);
    }
    out.write(first.toByteArray());
  }

  private int sendNext() throws IOException {
    int allowed = faults.allowed(MOST_EVENTS, connection.eventsSent());
    List<LogEntry> batch = log.take(positions, allowed, MOST_BYTES);
    if (batch.isEmpty()) {
      return 0;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.size() * 1_600);
    for (LogEntry entry : batch) {
      render(entry, bytes);
    }
    out.write(bytes.toByteArray());
    connection.sent(batch.size(), lastId);
    lastWriteAt = System.nanoTime();
    return batch.size();
  }

  private void render(LogEntry entry, ByteArrayOutputStream bytes) {
    StringBuilder id = new StringBuilder(200).append('[');
    for (TopicPosition position : positions) {
      if (position.topic().equals(entry.topic())) {
        position.sent(entry);
      }
      position.appendTo(id.length() == 1 ? id : id.append(','));
    }
    lastId = id.append(']').toString();
    if (jsonLines) {
      frames.jsonLine(bytes, entry.data());
    } else {
      frames.event(bytes, lastId, entry.data());
    }
  }

  private void keepAlive() throws IOException {
    if (!jsonLines && !faults.isSilent() && isOver(options.keepAlive(), lastWriteAt)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      frames.comment(bytes, "keep-alive");
      out.write(bytes.toByteArray());
      lastWriteAt = System.nanoTime();
    }
  }

  private void end(Cut how) throws IOException {
    switch (how) {
      case CLEAN -> out.finish();
      case PREMATURE -> {}
      case RESET -> socket.setSoLinger(true, 0);
      case MID_FRAME -> out.write(halfOfNextFrame());
      case ERROR_FRAME -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String message = "Local: Broker transport failure";
        frames.error(
            bytes,
            Json.write(Map.of("message", message, "origin", "node-rdkafka", "name", "Error")));
        out.write(bytes.toByteArray());
        out.finish();
      }
    }
  }

  private byte[] halfOfNextFrame() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<LogEntry> next = log.take(positions, 1, 1);
    if (next.isEmpty()) {
      frames.event(bytes, "[{\"topic\":\"cut\"}]", new byte[100]);
    } else {
      render(next.get(0), bytes);
    }
    byte[] whole = bytes.toByteArray();
    // behind the id line, inside the data: a client that takes the id over too early is found out
    return java.util.Arrays.copyOf(whole, Math.max(whole.length / 2, whole.length - 500));
  }

  private boolean clientHasLeft() throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException stillThere) {
      return false;
    }
  }

  private static boolean isOver(@Nullable Duration limit, long since) {
    return limit != null && System.nanoTime() - since > limit.toNanos();
  }
}
