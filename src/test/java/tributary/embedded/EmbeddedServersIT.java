package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;

/** Real servers as children: their data outlives every kind of end, they outlive none. */
class EmbeddedServersIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path data;

  @Test
  void keepsItsDataOverAKilledServerAndARestart() throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(Settings.of(data))) {
      Kept kept = new Kept(servers);
      kept.write("first");

      EmbeddedServersHealth health = new EmbeddedServersHealth(servers);
      assertThat(health.health().getStatus()).isEqualTo(Status.UP);
      List<ProcessHandle> killed = handlesOf(servers);
      killed.forEach(ProcessHandle::destroyForcibly);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> health.health().getStatus().equals(Status.DOWN));
      await().atMost(LIMIT).until(() -> health.health().getStatus().equals(Status.UP));
      assertThat(servers.all()).allMatch(server -> server.restarts() == 1);
      assertThat(health.health().getDetails().get("kafka")).asString().contains("restarts=1");
      assertThat(kept.read()).containsExactly("first", "first");

      kept.write("second");
    }
    assertThat(recorded(data)).allMatch(this::hasEnded);

    try (EmbeddedServers servers = EmbeddedServers.start(Settings.of(data))) {
      assertThat(new Kept(servers).read()).containsExactly("first", "second", "first", "second");
    }
  }

  @Test
  void leavesNoServerBehindWhenTheApplicationIsKilledAndStartsAgainAtOnce() throws Exception {
    List<Integer> ports = Ports.free(2);
    String[] settings = {
      "tributary.embedded.kafka-port=" + ports.get(0),
      "tributary.embedded.cassandra-port=" + ports.get(1)
    };
    Process application = JavaProcess.of(ServersAlone.class, data, settings);
    try {
      await().atMost(LIMIT).until(() -> Ports.answers(ports.get(0)) && Ports.answers(ports.get(1)));
      List<Long> orphans = recorded(data);
      assertThat(orphans).hasSize(2).allMatch(pid -> ProcessHandle.of(pid).isPresent());

      application.destroyForcibly().waitFor();
      // they are still ending, on the same ports and the same data
      try (EmbeddedServers next = EmbeddedServers.start(Settings.of(data, settings))) {
        await().atMost(LIMIT).until(() -> orphans.stream().allMatch(this::hasEnded));
        next.kafkaReady().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        next.cassandraReady().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      application.destroyForcibly().waitFor();
    }
  }

  @Test
  void endsAServerOfAnEarlierRunThatDoesNotEndByItself() throws Exception {
    Files.createDirectories(data.resolve("embedded"));
    Process stuck = JavaProcess.of(StuckServer.class, data.resolve("embedded/kafka.lock"));
    try {
      await().atMost(LIMIT).until(() -> !FileLocks.isFree(data.resolve("embedded/kafka.lock")));
      Files.writeString(data.resolve("embedded/kafka.pid"), Long.toString(stuck.pid()));
      EmbeddedServers servers =
          EmbeddedServers.start(
              Settings.of(
                  data,
                  "tributary.cassandra=external",
                  "tributary.embedded.earlier-run-timeout=1s",
                  "tributary.embedded.class-data-sharing=false"));
      assertThat(stuck.isAlive()).isFalse();
      servers.kill();
    } finally {
      stuck.destroyForcibly().waitFor();
    }
  }

  private boolean hasEnded(long pid) {
    return ProcessHandle.of(pid).isEmpty();
  }

  private static List<ProcessHandle> handlesOf(EmbeddedServers servers) {
    return servers.all().stream()
        .map(server -> ProcessHandle.of(server.pid()).orElseThrow())
        .toList();
  }

  /** The process ids that the children wrote down themselves. */
  private static List<Long> recorded(Path data) throws Exception {
    try (Stream<Path> files = Files.list(data.resolve("embedded"))) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .map(EmbeddedServersIT::idIn)
          .toList();
    }
  }

  private static long idIn(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
