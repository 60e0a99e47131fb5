package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The containers are the same servers as the embedded ones, and as closed to the outside. */
class DockerComposeTest {
  private static Map<String, Map<String, Map<String, Object>>> compose() throws Exception {
    return new Yaml().load(Files.readString(Path.of("docker-compose.yml")));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka, apache/kafka:, kafka-version, 9092",
    "cassandra, cassandra:, cassandra-version, 9042"
  })
  void runsTheEmbeddedVersionOnLoopbackWithHealthCheckAndVolume(
      String name, String image, String version, String port) throws Exception {
    Map<String, Object> service = compose().get("services").get(name);
    assertThat(service.get("image"))
        .isEqualTo(
            image + Settings.of(Path.of("unused")).getProperty("tributary.embedded." + version));
    assertThat(service.get("ports")).isEqualTo(List.of("127.0.0.1:" + port + ":" + port));
    assertThat((Map<?, ?>) service.get("healthcheck"))
        .asString()
        .contains("test", "interval", "timeout", "retries");
    assertThat((List<?>) service.get("volumes"))
        .singleElement()
        .asString()
        .startsWith(name + ":/var/lib/");
    assertThat(compose().get("volumes")).containsKey(name);
  }

  @Test
  void startsNothingElse() throws Exception {
    assertThat(compose().get("services")).containsOnlyKeys("kafka", "cassandra");
  }
}
