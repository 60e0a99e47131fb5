package tributary.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
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
  private static final Path JAR =
      Path.of(System.getProperty("tributary.jar", "target/tributary.jar")).toAbsolutePath();
  private static final Duration START = Duration.ofSeconds(300);

  private final Path directory;
  private final Map<String, String> settings = new TreeMap<>();
  private final int httpPort = freePort();
  private final int managementPort = freePort();
  private final int kafkaPort = freePort();
  private final int cassandraPort = freePort();
  private final Api api = new Api(httpPort);
  private final Api management = new Api(managementPort);
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
    with("tributary.ingest.wikimedia.streams", "page-create");
    with("tributary.ingest.wikimedia.contact", "torture@example.org");
    with("tributary.ingest.wikimedia.backoff-max", "2s");
    with("tributary.ingest.wikimedia.idle-timeout", "4s");
    with("tributary.serve.operator-token", Api.TOKEN);
    with("tributary.platform.topic-check", "1s");
  }

  Installation with(String setting, Object value) {
    settings.put(setting, value.toString());
    return this;
  }

  /** Uses servers that run already, under names of its own there. */
  Installation on(Servers external) {
    with("tributary.kafka", "external");
    with("tributary.cassandra", "external");
    with("spring.kafka.bootstrap-servers", external.bootstrapServers());
    with("spring.cassandra.contact-points", external.contactPoint());
    with("spring.cassandra.local-datacenter", "datacenter1");
    with("tributary.platform.topic-prefix", external.topicPrefix());
    with("tributary.store.keyspace", external.keyspace());
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
              // starts in half the time, and there are many starts
              "-XX:TieredStopAtLevel=1",
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
        .until(() -> api.get("/api/pipeline").statusCode() == 200);
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

  Api api() {
    return api;
  }

  /** Of the management port, whatever its status. */
  HttpResponse<String> health() {
    return management.get("/actuator/health");
  }

  /** Where its data is. */
  Servers servers() {
    return new Servers(
        settings.getOrDefault("spring.kafka.bootstrap-servers", "127.0.0.1:" + kafkaPort),
        settings.getOrDefault("spring.cassandra.contact-points", "127.0.0.1:" + cassandraPort),
        settings.getOrDefault("tributary.platform.topic-prefix", ""),
        settings.getOrDefault("tributary.store.keyspace", "tributary"));
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

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
