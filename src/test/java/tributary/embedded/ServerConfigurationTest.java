package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The servers' configurations say what was decided about them. */
class ServerConfigurationTest {
  private static Properties kafka(Path directory) throws Exception {
    Properties properties = new Properties();
    properties.load(
        new ByteArrayInputStream(
            KafkaServer.configuration(1234, 5678, directory)
                .getBytes(StandardCharsets.ISO_8859_1)));
    return properties;
  }

  private static Map<String, Object> cassandra() {
    return new Yaml().load(CassandraServer.configuration(1234, 5678, 5679));
  }

  @Test
  void kafkaListensOnLoopbackOnly() throws Exception {
    Properties kafka = kafka(Path.of("/data/kafka"));
    assertThat(kafka.getProperty("listeners"))
        .isEqualTo("PLAINTEXT://127.0.0.1:1234,CONTROLLER://127.0.0.1:5678");
    assertThat(kafka.getProperty("advertised.listeners")).isEqualTo("PLAINTEXT://127.0.0.1:1234");
    assertThat(kafka.getProperty("controller.quorum.voters")).isEqualTo("1@127.0.0.1:5678");
  }

  @Test
  void kafkaMakesNoTopicByItself() throws Exception {
    assertThat(kafka(Path.of("/data/kafka")).getProperty("auto.create.topics.enable"))
        .isEqualTo("false");
  }

  @Test
  void kafkaKeepsOffsetsOfAGroupThatWasAwayForYears() throws Exception {
    long minutes =
        Long.parseLong(kafka(Path.of("/data/kafka")).getProperty("offsets.retention.minutes"));
    assertThat(minutes).isGreaterThan(365L * 24 * 60);
  }

  @Test
  void kafkaFindsADirectoryWithBlanksCommasAndForeignLetters() throws Exception {
    String directory = "/data/a b,c/Київ\\é";
    assertThat(kafka(Path.of(directory)).getProperty("log.dir")).isEqualTo(directory);
  }

  @Test
  void cassandraListensOnLoopbackOnly() {
    assertThat(cassandra())
        .containsEntry("listen_address", "127.0.0.1")
        .containsEntry("rpc_address", "127.0.0.1")
        .containsEntry("native_transport_port", 1234)
        .containsEntry("storage_port", 5678)
        .containsEntry("ssl_storage_port", 5679);
  }

  @Test
  void cassandraDiesInsteadOfLivingOnWithoutItsDisk() {
    assertThat(cassandra())
        .containsEntry("disk_failure_policy", "die")
        .containsEntry("commit_failure_policy", "die");
  }

  @Test
  void refusesAConfigurationWithANameLeftOpen() {
    assertThatThrownBy(() -> Template.filled("embedded/cassandra.yaml", Map.of("port", "1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("storagePort");
  }
}
