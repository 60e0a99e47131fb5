package tributary.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged application as a process of its own, with its data, its ports and the servers that
 * it starts; everything can be killed, stopped and started again. Ends all of it when closed.
 */
final class Installation implements AutoCloseable {
  static final String TOKEN = "the operator";
  private static final Path JAR =
      Path.of(System.getProperty("tributary.jar", "target/tributary.jar")).toAbsolutePath();
  private static final Duration START = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Map<String, String> settings = new TreeMap<>();
  private final int httpPort = freePort();
  private final int managementPort = freePort();
  private final int kafkaPort = freePort();
  private final int cassandraPort = freePort();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private String heap = "384m";
  private Process process;

  Installation(String name, URI source) {
    directory =
        Path.of("target", "torture", name + "-" + ProcessHandle.current().pid()).toAbsolutePath();
    with("tributary.data-dir", directory.resolve("data").toString());
    with("tributary.embedded.kafka-port", kafkaPort);
    with("tributary.embedded.cassandra-port", cassandraPort);
    with("server.port", httpPort);
    with("management.server.port", managementPort);
    with("tributary.ingest.wikimedia.url", source);
    with("tributary.ingest.wikimedia.contact", "torture@example.org");
    with("tributary.ingest.wikimedia.backoff-max", "2s");
    with("tributary.ingest.wikimedia.idle-timeout", "4s");
    with("tributary.serve.operator-token", TOKEN);
    with("tributary.platform.topic-check", "1s");
  }

  Installation with(String setting, Object value) {
    settings.put(setting, value.toString());
    return this;
  }

  Installation withHeap(String most) {
    heap = most;
    return this;
  }

  /** Starts the application without waiting for anything. */
  void start() {
    try {
      Files.createDirectories(directory);
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx" + heap,
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "-jar",
              JAR.toString()));
      settings.forEach((name, value) -> command.add("--" + name + "=" + value));
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the API answers. */
  void awaitAnswer() {
    Awaitility.await("the API answers, see " + log())
        .atMost(START)
        .failFast("the application has ended, see " + log(), () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> get("/api/pipeline").statusCode() == 200);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(30));
  }

  /** SIGTERM; false when it had not ended in time. */
  boolean stop(Duration atMost) {
    process.destroy();
    return awaitEnd(atMost);
  }

  /** Of {@code kafka} or {@code cassandra}: the process that runs now, if any. */
  ProcessHandle server(String name) {
    Path file = directory.resolve("data/embedded/" + name + ".pid");
    try {
      long pid = Long.parseLong(Files.readString(file).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).orElse(null);
    } catch (IOException | NumberFormatException beingWritten) {
      return null;
    }
  }

  void freeze(String server) {
    signal(server, "STOP");
  }

  void thaw(String server) {
    signal(server, "CONT");
  }

  void killServer(String server) {
    ProcessHandle running = server(server);
    if (running != null) {
      running.destroyForcibly();
    }
  }

  JsonNode json(String path) {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " -> " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  HttpResponse<String> get(String path) {
    return send(httpPort, "GET", path, HttpRequest.BodyPublishers.noBody());
  }

  /** A POST with the operator's token. */
  JsonNode order(String path) {
    HttpResponse<String> answer = send(httpPort, "POST", path, HttpRequest.BodyPublishers.noBody());
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " -> " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  /** Of the management port, whatever its status. */
  HttpResponse<String> health() {
    return send(managementPort, "GET", "/actuator/health", HttpRequest.BodyPublishers.noBody());
  }

  /** A meter's value, summed up over its tags; 0 when there is none. */
  double meter(String name) {
    return send(managementPort, "GET", "/actuator/prometheus", HttpRequest.BodyPublishers.noBody())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  int cassandraPort() {
    return cassandraPort;
  }

  Path log() {
    return directory.resolve("application.log");
  }

  /** Everything the application has said in all its lives. */
  String said() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the processes; the directory stays when there is something to look at. */
  @Override
  public void close() {
    if (process != null) {
      kill();
    }
    for (String server : List.of("kafka", "cassandra")) {
      ProcessHandle running = server(server);
      if (running != null) {
        running.destroyForcibly();
      }
    }
  }

  void throwDataAway() {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException leftForClean) {
      // it lies below target
    }
  }

  private boolean awaitEnd(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String server, String signal) {
    ProcessHandle running = server(server);
    if (running != null) {
      Signals.send(running.pid(), signal);
    }
  }

  private HttpResponse<String> send(
      int port, String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, body)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError(body, e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
