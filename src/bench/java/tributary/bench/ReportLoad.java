package tributary.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for the three reports at a fixed rate over connections that are kept, each request at its
 * own time whether the one before was answered quickly or not; a wait is counted from that time on.
 */
final class ReportLoad {
  private static final int CONNECTIONS = 8;
  private static final String[] REPORTS = {"domains-by-hour", "bots-by-domain", "top-users"};

  private ReportLoad() {}

  /** Milliseconds of each request. */
  static Spread run(int port, int rate, int seconds) {
    List<Double> millis = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    long begin = System.nanoTime() + 50_000_000;
    for (int i = 0; i < CONNECTIONS; i++) {
      int client = i;
      clients.add(
          CompletableFuture.runAsync(
              () -> millis.addAll(client(port, rate, seconds, client, begin)),
              task -> new Thread(task, "report-client").start()));
    }
    clients.forEach(CompletableFuture::join);
    return Spread.of(millis);
  }

  private static List<Double> client(int port, int rate, int seconds, int client, long begin) {
    List<Double> millis = new ArrayList<>(rate * seconds / CONNECTIONS);
    try (Connection connection = new Connection(port)) {
      for (long i = client; i < (long) rate * seconds; i += CONNECTIONS) {
        long due = begin + i * 1_000_000_000L / rate;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        connection.get("/api/reports/" + REPORTS[(int) (i % REPORTS.length)]);
        millis.add((System.nanoTime() - due) / 1e6);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return millis;
  }

  /** Kept as long as the server keeps it, then opened anew before the next request is due. */
  private static final class Connection implements AutoCloseable {
    private final int port;
    private Socket socket;
    private InputStream in;

    Connection(int port) throws IOException {
      this.port = port;
      open();
    }

    private void open() throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    void get(String path) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      if (answer(in)) {
        socket.close();
        open();
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Reads an answer to its end; true when the server closes the connection behind it. */
  private static boolean answer(InputStream in) throws IOException {
    String status = line(in);
    if (!status.contains(" 200")) {
      throw new IOException("The report was answered with " + status);
    }
    long length = -1;
    boolean last = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      }
      last |= lower.startsWith("connection: close");
    }
    if (length >= 0) {
      in.skipNBytes(length);
      return last;
    }
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      in.skipNBytes(size + 2L);
    }
    line(in);
    return last;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
