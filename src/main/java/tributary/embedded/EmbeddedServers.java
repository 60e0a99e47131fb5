package tributary.embedded;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The Kafka and the Cassandra that this application started for itself. They are children of the
 * process: they live as long as it does, are started again when they die, and never outlive it.
 */
public final class EmbeddedServers implements AutoCloseable {
  private final @Nullable FileChannel lock;
  private final @Nullable ServerProcess kafka;
  private final @Nullable ServerProcess cassandra;

  private EmbeddedServers(
      @Nullable FileChannel lock,
      @Nullable ServerProcess kafka,
      @Nullable ServerProcess cassandra) {
    this.lock = lock;
    this.kafka = kafka;
    this.cassandra = cassandra;
  }

  /**
   * Begins to start what is not external by {@code tributary.kafka} and {@code
   * tributary.cassandra}, and returns without waiting for it. Everything that can be refused is
   * refused before the first process is made.
   *
   * @throws StartRefused when the data directory is in use, a port is taken or jars are missing
   */
  public static EmbeddedServers start(Environment environment) {
    Binder binder = Binder.get(environment);
    InstallationSettings installation =
        binder.bindOrCreate("tributary", InstallationSettings.class);
    if (!installation.ownKafka() && !installation.ownCassandra()) {
      return new EmbeddedServers(null, null, null);
    }
    EmbeddedSettings settings = binder.bindOrCreate("tributary.embedded", EmbeddedSettings.class);
    DataDirectory data = installation.dataDirectory();
    FileChannel lock = FileLocks.tryHold(data.embedded().resolve("application.lock"));
    if (lock == null) {
      throw new StartRefused(
          "Another Tributary runs on the data directory " + data.root(),
          "Stop it, or set tributary.data-dir (TRIBUTARY_DATA_DIR) to another directory.");
    }
    try {
      Preparation preparation = new Preparation(settings, data);
      ServerProcess kafka = installation.ownKafka() ? preparation.kafka() : null;
      ServerProcess cassandra = installation.ownCassandra() ? preparation.cassandra() : null;
      EmbeddedServers servers = new EmbeddedServers(lock, kafka, cassandra);
      servers.all().forEach(ServerProcess::start);
      return servers;
    } catch (RuntimeException e) {
      FileLocks.release(lock);
      throw e;
    }
  }

  /** Complete when clients can come; at once when it is not ours. */
  public CompletableFuture<Void> kafkaReady() {
    return readyOf(kafka);
  }

  /** Complete when CQL is answered; at once when it is not ours. */
  public CompletableFuture<Void> cassandraReady() {
    return readyOf(cassandra);
  }

  private static CompletableFuture<Void> readyOf(@Nullable ServerProcess server) {
    return server == null ? CompletableFuture.completedFuture(null) : server.ready();
  }

  /** Where Spring's own settings have to point to reach these servers. */
  public Map<String, Object> springSettings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (kafka != null) {
      settings.put("spring.kafka.bootstrap-servers", address(kafka));
    }
    if (cassandra != null) {
      settings.put("spring.cassandra.contact-points", address(cassandra));
      settings.put("spring.cassandra.local-datacenter", CassandraServer.DATACENTER);
    }
    return settings;
  }

  private static String address(ServerProcess server) {
    return Ports.HOST + ":" + server.server().port();
  }

  List<ServerProcess> all() {
    List<ServerProcess> all = new ArrayList<>();
    if (kafka != null) {
      all.add(kafka);
    }
    if (cassandra != null) {
      all.add(cassandra);
    }
    return all;
  }

  /** Ends both in an orderly way, side by side; the second call finds nothing left to do. */
  @Override
  public void close() {
    all().forEach(ServerProcess::askToStop);
    awaitStopped();
    FileLocks.release(lock);
  }

  /** Ends both at once, for data that nobody needs any more. */
  public void kill() {
    all().forEach(ServerProcess::kill);
    awaitStopped();
    FileLocks.release(lock);
  }

  /** They end side by side, so their times do not add up. */
  private void awaitStopped() {
    long deadline =
        all().stream().mapToLong(ServerProcess::stopDeadline).max().orElse(System.nanoTime());
    all().forEach(server -> server.awaitStopped(deadline));
  }

  /** Checks and collects what the processes need. */
  private record Preparation(EmbeddedSettings settings, DataDirectory data) {
    ServerProcess kafka() {
      ChildJvm jvm =
          new ChildJvm(
              KafkaServer.NAME,
              KafkaServer.MAIN,
              settings.kafkaHeap(),
              jars(KafkaServer.NAME, settings.kafkaVersion(), false),
              data,
              settings.stopTimeout(),
              settings.classDataSharing());
      int port = port("Kafka", jvm, settings.kafkaPort(), "kafka-port");
      return supervised(new KafkaServer(port, jvm));
    }

    ServerProcess cassandra() {
      ChildJvm jvm =
          new ChildJvm(
              CassandraServer.NAME,
              CassandraServer.MAIN,
              settings.cassandraHeap(),
              jars(
                  CassandraServer.NAME,
                  settings.cassandraVersion(),
                  ChildJvm.withoutSecurityManager()),
              data,
              settings.stopTimeout(),
              settings.classDataSharing());
      int port = port("Cassandra", jvm, settings.cassandraPort(), "cassandra-port");
      return supervised(new CassandraServer(port, jvm));
    }

    private ServerProcess supervised(EmbeddedServer server) {
      return new ServerProcess(server, settings.startTimeout(), settings.stopTimeout());
    }

    private List<Path> jars(String name, String version, boolean withSecurityStandIn) {
      String directory = settings.classPathDir();
      List<Path> jars = new ArrayList<>();
      if (withSecurityStandIn) {
        jars.add(LauncherJar.write(data.embedded().resolve("security.jar"), LauncherJar.SECURITY));
      }
      jars.add(LauncherJar.write(data.embedded().resolve("launcher.jar"), LauncherJar.LAUNCHERS));
      jars.addAll(
          ClassPathFile.read(
              name,
              version,
              directory == null ? ClassPathFile.usualDirectories() : List.of(Path.of(directory))));
      return jars;
    }

    private int port(String title, ChildJvm jvm, int wanted, String setting) {
      EarlierRun.awaitEnd(title, jvm, settings.earlierRunTimeout());
      if (wanted == 0) {
        return Ports.free(1).get(0);
      }
      if (!Ports.isFree(wanted)) {
        throw new StartRefused(
            "Port " + wanted + " for the embedded " + title + " is taken by another program",
            "Stop what listens on port "
                + wanted
                + ", or set tributary.embedded."
                + setting
                + " (TRIBUTARY_EMBEDDED_"
                + setting.replace('-', '_').toUpperCase(Locale.ROOT)
                + ") to another port, 0 for a free one.");
      }
      return wanted;
    }
  }
}
