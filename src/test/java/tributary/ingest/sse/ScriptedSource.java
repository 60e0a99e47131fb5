package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server on loopback that does with each request what the test has told it. */
final class ScriptedSource implements AutoCloseable {
  /** One request as it came, header names in small letters. */
  record Request(String target, Map<String, String> headers) {}

  /** What happens with one request. */
  interface Turn {
    void serve(Request request, Answer answer) throws IOException, InterruptedException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BlockingQueue<Turn> script = new LinkedBlockingQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  ScriptedSource() throws IOException {
    Thread thread = new Thread(this::serve, "scripted-source");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/v2/stream";
  }

  ScriptedSource then(Turn turn) {
    script.add(turn);
    return this;
  }

  /** All requests so far; those beyond the script wait for it to go on. */
  List<Request> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread thread = new Thread(() -> serve(client), "scripted-source-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
      }
      Request request = new Request(first.split(" ")[1], headers);
      requests.add(request);
      script.take().serve(request, new Answer(client.getOutputStream()));
    } catch (IOException e) {
      // the client has left
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : open) {
      client.close();
    }
  }

  /** Writes the answer to one request; it ends where the turn ends. */
  static final class Answer {
    private final OutputStream out;

    Answer(OutputStream out) {
      this.out = out;
    }

    Answer stream() throws IOException {
      return bytes(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n:ok\n\n"
              .getBytes(UTF_8));
    }

    Answer status(int status, String... headers) throws IOException {
      return bytes(
          ("HTTP/1.1 "
                  + status
                  + " scripted\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                  + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                  + "\r\nno")
              .getBytes(UTF_8));
    }

    Answer text(String text) throws IOException {
      return bytes(text.getBytes(UTF_8));
    }

    Answer bytes(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }
  }
}
