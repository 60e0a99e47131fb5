package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The versions of the servers stand in three places, because Maven and Spring cannot share one. */
class EmbeddedVersionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"kafka", "cassandra"})
  void aNewVersionIsResolvedByTheBuildAndFoundByTheApplication(String server) throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Matcher property = Pattern.compile("<embedded." + server + ".version>(.+?)</").matcher(pom);
    assertThat(property.find()).isTrue();
    String version = property.group(1);
    assertThat(pom)
        .as("the file whose absence makes the build resolve the jars")
        .contains(
            "<missing>${basedir}/.embedded/" + server + "-" + version + ".classpath</missing>");
    assertThat(
            Settings.of(Path.of("unused")).getProperty("tributary.embedded." + server + "-version"))
        .as("application.yaml")
        .isEqualTo(version);
  }

  @Test
  void theServersAreNotOnTheApplicationsClassPath() {
    assertThat(getClass().getClassLoader().getResource("kafka/Kafka.class")).isNull();
    assertThat(
            getClass()
                .getClassLoader()
                .getResource("org/apache/cassandra/service/CassandraDaemon.class"))
        .isNull();
  }
}
