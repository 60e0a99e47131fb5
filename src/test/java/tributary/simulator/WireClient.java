package tributary.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that shows every byte: status line and headers, chunks, and how the response ended. */
final class WireClient implements AutoCloseable {
  /** How the response ended. */
  enum End {
    LAST_CHUNK,
    CLOSED,
    RESET
  }

  private final Socket socket;
  private final InputStream in;
  final String head;
  final List<byte[]> chunks = new ArrayList<>();

  private WireClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      bytes.write(next);
    }
    this.head = bytes.toString(StandardCharsets.UTF_8);
  }

  static WireClient get(Simulator simulator, String target, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    socket.setSoTimeout(10_000);
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    return new WireClient(socket);
  }

  /** A stream as a well-behaved client asks for it. */
  static WireClient stream(Simulator simulator, String streamsAndQuery, String... more)
      throws IOException {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.add("User-Agent: WireClient/1.0 (https://example.org; me@example.org)");
    if (headers.stream().noneMatch(header -> header.startsWith("Accept:"))) {
      headers.add("Accept: text/event-stream");
    }
    return get(simulator, "/v2/stream/" + streamsAndQuery, headers.toArray(String[]::new));
  }

  int status() {
    return Integer.parseInt(head.split(" ")[1]);
  }

  String header(String name) {
    return head.lines()
        .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** The body of an error. */
  String body() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  String received() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Reads chunks until what was received holds so many blank-line ended frames with data. */
  List<Frame> frames(int count) throws IOException {
    while (Frame.in(received()).size() < count) {
      if (!readChunk()) {
        throw new IOException("ended after " + received());
      }
    }
    return Frame.in(received());
  }

  String until(String text) throws IOException {
    while (!received().contains(text)) {
      if (!readChunk()) {
        throw new IOException("ended after " + received());
      }
    }
    return received();
  }

  End toTheEnd() throws IOException {
    try {
      while (readChunk()) {
        // collected
      }
      return in.read() < 0 && ended ? End.LAST_CHUNK : End.CLOSED;
    } catch (SocketException reset) {
      return End.RESET;
    }
  }

  private boolean ended;

  private boolean readChunk() throws IOException {
    StringBuilder size = new StringBuilder();
    while (size.length() < 2 || size.charAt(size.length() - 1) != '\n') {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      size.append((char) next);
    }
    int length = Integer.parseInt(size.toString().strip(), 16);
    byte[] chunk = in.readNBytes(length);
    in.readNBytes(2);
    ended = length == 0;
    if (length > 0) {
      chunks.add(chunk);
    }
    return length > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One event as it stood on the wire, LF line ends only. */
  record Frame(String event, String id, String data) {
    static List<Frame> in(String stream) {
      List<Frame> frames = new ArrayList<>();
      int start = 0;
      for (int end = stream.indexOf("\n\n"); end >= 0; end = stream.indexOf("\n\n", start)) {
        String frame = stream.substring(start, end + 1);
        if (frame.contains("data: ")) {
          frames.add(new Frame(line(frame, "event"), line(frame, "id"), line(frame, "data")));
        }
        start = end + 2;
      }
      return frames;
    }

    private static String line(String frame, String name) {
      return frame
          .lines()
          .filter(line -> line.startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst()
          .orElse("");
    }
  }
}
