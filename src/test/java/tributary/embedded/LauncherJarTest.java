package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The children get the launchers and nothing else of the application. */
class LauncherJarTest {
  @TempDir Path directory;

  @Test
  void holdsEveryClassOfTheLaunchPackage() throws Exception {
    Path classes =
        Path.of(KafkaServer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("tributary/embedded/launch");
    try (Stream<Path> files = Files.list(classes)) {
      List<String> compiled =
          files
              .map(file -> file.getFileName().toString().replace(".class", ""))
              .filter(name -> !name.equals("package-info"))
              .map(name -> "tributary.embedded.launch." + name)
              .toList();
      assertThat(LauncherJar.LAUNCHERS).containsExactlyInAnyOrderElementsOf(compiled);
    }
  }

  @Test
  void givesAJarFromWhichTheLaunchersLoadWithoutTheApplication() throws Exception {
    Path jar = LauncherJar.write(directory.resolve("launcher.jar"), LauncherJar.LAUNCHERS);
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (String main : List.of(KafkaServer.MAIN, CassandraServer.MAIN)) {
        assertThat(alone.loadClass(main).getMethod("main", String[].class)).isNotNull();
      }
    }
  }

  @Test
  void leavesAnUnchangedJarAlone() throws Exception {
    Path jar = LauncherJar.write(directory.resolve("launcher.jar"), LauncherJar.LAUNCHERS);
    FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(jar, old);
    LauncherJar.write(jar, LauncherJar.LAUNCHERS);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(old);
    LauncherJar.write(jar, LauncherJar.SECURITY);
    assertThat(Files.getLastModifiedTime(jar)).isNotEqualTo(old);
  }
}
