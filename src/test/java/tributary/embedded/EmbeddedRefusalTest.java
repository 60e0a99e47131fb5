package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What cannot work is refused before any process is made, with what to do about it. */
class EmbeddedRefusalTest {
  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({
    "kafka-port, TRIBUTARY_EMBEDDED_KAFKA_PORT, Kafka",
    "cassandra-port, TRIBUTARY_EMBEDDED_CASSANDRA_PORT, Cassandra"
  })
  void namesThePortThatIsTakenAndItsSetting(String setting, String variable, String server)
      throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(
              () ->
                  EmbeddedServers.start(
                      Settings.of(data, "tributary.embedded." + setting + "=" + port)))
          .isInstanceOf(StartRefused.class)
          .hasMessage(
              "Port " + port + " for the embedded " + server + " is taken by another program")
          .extracting(refused -> ((StartRefused) refused).action())
          .asString()
          .contains("tributary.embedded." + setting, variable);
    }
    assertThat(data.resolve("embedded/kafka.pid")).doesNotExist();
    assertThat(FileLocks.isFree(data.resolve("embedded/application.lock")))
        .as("the data directory can be used again")
        .isTrue();
  }

  @Test
  void refusesADataDirectoryThatAnotherApplicationUses() throws Exception {
    Files.createDirectories(data.resolve("embedded"));
    try (FileChannel other = FileLocks.tryHold(data.resolve("embedded/application.lock"))) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> EmbeddedServers.start(Settings.of(data)))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining(data.toString());
    }
  }

  @Test
  void takesNoLockAndStartsNothingWhenBothServersAreExternal() {
    EmbeddedServers servers =
        EmbeddedServers.start(
            Settings.of(data, "tributary.kafka=external", "tributary.cassandra=external"));
    assertThat(servers.all()).isEmpty();
    assertThat(servers.springSettings()).isEmpty();
    assertThat(servers.kafkaReady()).isCompleted();
    assertThat(servers.cassandraReady()).isCompleted();
    assertThat(data).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tributary.kafka", "tributary.cassandra"})
  void namesTheSettingThatIsNeitherEmbeddedNorExternal(String setting) {
    assertThatThrownBy(() -> EmbeddedServers.start(Settings.of(data, setting + "=docker")))
        .isInstanceOf(BindException.class)
        .hasMessageContaining(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "tributary.embedded.kafka-port, 70000",
    "tributary.embedded.cassandra-port, -1",
    "tributary.embedded.kafka-heap, 16MB",
    "tributary.embedded.stop-timeout, 0s"
  })
  void namesTheSettingThatIsOutOfRange(String setting, String value) {
    assertThatThrownBy(() -> EmbeddedServers.start(Settings.of(data, setting + "=" + value)))
        .rootCause()
        .hasMessageContaining(setting);
  }

  @Test
  void explainsMissingListsOfJars() throws Exception {
    Path empty = Files.createDirectory(data.resolve("nothing-here"));
    assertThatThrownBy(
            () ->
                EmbeddedServers.start(
                    Settings.of(
                        data.resolve("data"), "tributary.embedded.class-path-dir=" + empty)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("kafka-4.4.0.classpath")
        .extracting(refused -> ((StartRefused) refused).action())
        .asString()
        .contains("./mvnw process-resources");
  }

  @Test
  void endsWithReasonAndActionInsteadOfAStackTrace() {
    StartRefused refused = new StartRefused("what is wrong", "what to do");
    FailureAnalysis analysis =
        new StartRefusedAnalyzer().analyze(new IllegalStateException("outer", refused));
    assertThat(analysis.getDescription()).isEqualTo("what is wrong");
    assertThat(analysis.getAction()).isEqualTo("what to do");
  }
}
