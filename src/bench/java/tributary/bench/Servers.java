package tributary.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import tributary.embedded.EmbeddedServers;

/** The embedded Kafka and Cassandra, as the application starts them, for everybody to use. */
final class Servers implements AutoCloseable {
  private final EmbeddedServers servers;
  private final Path data;
  private final CqlSession session;

  private Servers(EmbeddedServers servers, Path data) {
    this.servers = servers;
    this.data = data;
    servers.kafkaReady().join();
    servers.cassandraReady().join();
    this.session = connect(cassandra());
  }

  static Servers start(Path data) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("application.yaml", new ClassPathResource("application.yaml"))
        .forEach(environment.getPropertySources()::addLast);
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "bench",
                Map.of(
                    "tributary.data-dir", data.toString(),
                    "tributary.embedded.kafka-port", "0",
                    "tributary.embedded.cassandra-port", "0",
                    "tributary.embedded.class-data-sharing", "false")));
    EmbeddedServers servers = EmbeddedServers.start(environment);
    Runtime.getRuntime().addShutdownHook(new Thread(servers::kill));
    return new Servers(servers, data);
  }

  static CqlSession connect(String contactPoint) {
    String[] parts = contactPoint.split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(parts[0], Integer.parseInt(parts[1])))
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            com.datastax.oss.driver.api.core.config.DriverConfigLoader.programmaticBuilder()
                .withString(
                    com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_TIMEOUT,
                    "60 seconds")
                .withInt(
                    com.datastax.oss.driver.api.core.config.DefaultDriverOption
                        .CONNECTION_MAX_REQUESTS,
                    4096)
                .build())
        .build();
  }

  String kafka() {
    return servers.springSettings().get("spring.kafka.bootstrap-servers").toString();
  }

  String cassandra() {
    return servers.springSettings().get("spring.cassandra.contact-points").toString();
  }

  CqlSession session() {
    return session;
  }

  /** Makes the application's own tables in a keyspace of its own. */
  void makeTables(String keyspace) throws IOException {
    for (Path file : files()) {
      String text =
          Files.readString(file)
              .replaceAll("--[^\n]*", "")
              .replace("${keyspace}", keyspace)
              .replace("${replication}", "{'class': 'SimpleStrategy', 'replication_factor': 1}")
              .replaceAll("\\$\\{[a-z-]+-ttl}", "0");
      for (String statement : text.split(";")) {
        if (!statement.isBlank()) {
          session.execute(statement);
        }
      }
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("cql"))) {
      return files.filter(file -> file.toString().endsWith(".cql")).sorted().toList();
    }
  }

  void drop(String keyspace) {
    session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
  }

  /** Processor time of both so far. */
  double cpuSeconds() {
    try {
      return BenchProcess.cpuSeconds(pid("kafka")) + BenchProcess.cpuSeconds(pid("cassandra"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  long pid(String server) throws IOException {
    return Long.parseLong(
        Files.readString(data.resolve("embedded").resolve(server + ".pid")).strip());
  }

  @Override
  public void close() {
    session.close();
    servers.kill();
  }
}
