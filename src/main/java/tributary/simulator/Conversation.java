package tributary.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One accepted socket: reads the request, then refuses it, answers it or sends the stream. */
final class Conversation implements Runnable {
  private static final int HEAD_TIMEOUT_MILLIS = 10_000;
  private static final String STREAMS = "/v2/stream/";
  private static final Pattern GENERIC_AGENT =
      Pattern.compile(
          "(?i)(okhttp|java[/-]|java$|python|aiohttp|apache-httpclient|go-http-client|axios|node"
              + "|reactornetty|libwww|ruby|php|guzzle|camel|spring).*");

  private final Simulator simulator;
  private final Socket socket;
  private volatile @Nullable ClientConnection connection;

  Conversation(Simulator simulator, Socket socket) {
    this.simulator = simulator;
    this.socket = socket;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(HEAD_TIMEOUT_MILLIS);
      RequestHead request = RequestHead.read(socket.getInputStream());
      if (request.path().startsWith("/control/") && simulator.options().control()) {
        answer(200, "application/json", new Control(simulator).answer(request), null);
        return;
      }
      converse(request);
    } catch (IOException gone) {
      // the client left or was cut: a server sees that all day
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      simulator.ended(this);
    }
  }

  boolean isAmong(List<ClientConnection> connections) {
    ClientConnection mine = connection;
    return mine != null && connections.contains(mine);
  }

  /** Ends the conversation from another thread, whatever it is doing. */
  void abandon() {
    try {
      socket.close();
    } catch (IOException closedAlready) {
      // that is what was wanted
    }
  }

  private void converse(RequestHead request) throws IOException, InterruptedException {
    ClientConnection connection = simulator.began(request);
    this.connection = connection;
    Duration retryAfter = null;
    try {
      while (simulator.faults().isSilent()) {
        simulator.log().awaitChange(simulator.log().changes(), 50);
        if (connection.wantedCut() != null) {
          return;
        }
      }
      Faults.Refusal refusal = simulator.faults().nextRefusal();
      if (refusal != null) {
        retryAfter = refusal.retryAfter();
        throw RequestRefused.edge(refusal.status(), "The simulator was told to refuse this.");
      }
      List<TopicPosition> positions = admitted(request);
      new EventFeed(
              socket,
              connection,
              positions,
              simulator.log(),
              simulator.faults(),
              simulator.options())
          .run();
    } catch (RequestRefused refused) {
      connection.answered(refused.status());
      answer(
          refused.status(),
          refused.contentType(),
          refused.body().getBytes(StandardCharsets.UTF_8),
          retryAfter);
    } finally {
      connection.ended();
    }
  }

  private List<TopicPosition> admitted(RequestHead request) throws RequestRefused {
    String agent = request.header("user-agent");
    if (simulator.options().refuseGenericAgents()
        && (agent == null || agent.isBlank() || GENERIC_AGENT.matcher(agent).matches())) {
      throw RequestRefused.edge(
          403, "Please set a descriptive User-Agent with contact, see the User-Agent policy.");
    }
    String path = request.path();
    if (!path.startsWith(STREAMS) || !request.method().equals("GET")) {
      throw RequestRefused.problem(404, "not_found", "Not Found", "Nothing at " + path, request);
    }
    if (simulator.openStreams() > simulator.options().maxConnections()) {
      throw RequestRefused.problem(
          429,
          "too_many_requests",
          "Too Many Concurrent Connections",
          "Too many concurrent connections from your IP",
          request);
    }
    List<String> streams = Streams.named(path.substring(STREAMS.length()), request);
    int savedPositionStatus = simulator.faults().savedPositionStatus();
    if (savedPositionStatus != 0 && request.header("last-event-id") != null) {
      throw RequestRefused.fault(
          savedPositionStatus,
          savedPositionStatus == 404 ? "TopicNotAvailableError" : "InvalidAssignmentError",
          "The simulator was told to refuse saved positions",
          java.util.Map.of());
    }
    return new StartingPoint(simulator.log()).of(request, Streams.topicsOf(streams));
  }

  private void answer(int status, String contentType, byte[] body, @Nullable Duration retryAfter)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
            .formatted(
                status,
                status == 200 ? "OK" : "Refused",
                contentType,
                body.length,
                retryAfter == null ? "" : "Retry-After: " + retryAfter.toSeconds() + "\r\n");
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.flush();
    try {
      socket.shutdownOutput();
    } catch (SocketException closedByClient) {
      // it has what it needs
    }
  }
}
