package tributary.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Small jars made of the application's own classes, for the children's class path: it works the
 * same from a directory of classes and from the packaged jar, which a child could not read.
 */
final class LauncherJar {
  /** What starts the servers; a test compares this with the package. */
  static final List<String> LAUNCHERS =
      List.of(
          "tributary.embedded.launch.CassandraLauncher",
          "tributary.embedded.launch.ChildProcess",
          "tributary.embedded.launch.KafkaLauncher");

  /** What lets Cassandra run on a JDK without a security manager. */
  static final List<String> SECURITY =
      List.of("org.apache.cassandra.security.ThreadAwareSecurityManager");

  /** Equal bytes at every start, so that an unchanged jar keeps its age. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2020, 1, 1, 0, 0);

  private LauncherJar() {}

  static Path write(Path jar, List<String> classNames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      for (String className : classNames) {
        String resource = className.replace('.', '/') + ".class";
        JarEntry entry = new JarEntry(resource);
        entry.setTimeLocal(ANY_TIME);
        out.putNextEntry(entry);
        out.write(bytesOf(resource));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DataDirectory.write(jar, bytes.toByteArray());
  }

  private static byte[] bytesOf(String resource) throws IOException {
    try (InputStream in = LauncherJar.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The application lacks its class " + resource);
      }
      return in.readAllBytes();
    }
  }
}
