package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of jars are found, and are trusted only when every jar is there. */
class ClassPathFileTest {
  @TempDir Path directory;
  private Path jar;
  private Path otherJar;

  @BeforeEach
  void twoJars() throws Exception {
    jar = Files.createFile(directory.resolve("a.jar"));
    otherJar = Files.createFile(directory.resolve("b.jar"));
  }

  private void list(String name, String content) throws Exception {
    Files.writeString(directory.resolve(name), content);
  }

  @Test
  void readsTheJarsInTheirOrder() throws Exception {
    list("kafka-1.classpath", otherJar + File.pathSeparator + jar + "\n");
    assertThat(ClassPathFile.read("kafka", "1", List.of(directory))).containsExactly(otherJar, jar);
  }

  @Test
  void looksIntoOneDirectoryAfterTheOther() throws Exception {
    list("kafka-1.classpath", jar.toString());
    assertThat(ClassPathFile.read("kafka", "1", List.of(directory.resolve("missing"), directory)))
        .containsExactly(jar);
  }

  @Test
  void doesNotTakeTheListOfAnotherVersion() throws Exception {
    list("kafka-1.classpath", jar.toString());
    assertThatThrownBy(() -> ClassPathFile.read("kafka", "2", List.of(directory)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("kafka-2.classpath");
  }

  @Test
  void namesTheJarThatIsGoneAndHowToGetItBack() throws Exception {
    Path gone = directory.resolve("gone.jar");
    list("cassandra-1.classpath", jar + File.pathSeparator + gone);
    assertThatThrownBy(() -> ClassPathFile.read("cassandra", "1", List.of(directory)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(gone.toString())
        .extracting(refused -> ((StartRefused) refused).action())
        .asString()
        .contains("./mvnw process-resources -Pembedded-cassandra");
  }

  @Test
  void refusesAnEmptyList() throws Exception {
    list("kafka-1.classpath", "\n");
    assertThatThrownBy(() -> ClassPathFile.read("kafka", "1", List.of(directory)))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("empty");
  }

  @Test
  void looksInTheWorkingDirectoryFirst() {
    assertThat(ClassPathFile.usualDirectories())
        .first()
        .isEqualTo(Path.of(".embedded").toAbsolutePath());
  }
}
