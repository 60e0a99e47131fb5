package tributary.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.system.ApplicationHome;

/**
 * The list of a server's jars that the build wrote, named after the server's version. Every jar of
 * it was seen to exist.
 */
final class ClassPathFile {
  private static final String DIRECTORY = ".embedded";
  private static final int LEVELS_ABOVE = 3;

  private ClassPathFile() {}

  /** Reads {@code <server>-<version>.classpath} from the first of the directories that has it. */
  static List<Path> read(String server, String version, List<Path> directories) {
    String name = server + "-" + version + ".classpath";
    Path file =
        directories.stream()
            .map(directory -> directory.resolve(name))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(
                () ->
                    new StartRefused(
                        "The list of the embedded servers' jars, "
                            + name
                            + ", is in none of "
                            + directories,
                        "Run ./mvnw process-resources in the project's directory, which writes it,"
                            + " or set tributary.embedded.class-path-dir"
                            + " (TRIBUTARY_EMBEDDED_CLASS_PATH_DIR) to where it is."));
    List<Path> jars = jarsOf(file);
    Optional<Path> missing = jars.stream().filter(jar -> !Files.isRegularFile(jar)).findFirst();
    if (jars.isEmpty() || missing.isPresent()) {
      throw new StartRefused(
          missing.map(jar -> file + " names a jar that is gone: " + jar).orElse(file + " is empty"),
          "Run ./mvnw process-resources -Pembedded-"
              + server
              + " in the project's directory, which fetches the jars and writes the list anew.");
    }
    return jars;
  }

  private static List<Path> jarsOf(Path file) {
    try {
      String content = Files.readString(file).strip();
      return content.isEmpty()
          ? List.of()
          : List.of(content.split(File.pathSeparator)).stream().map(Path::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The working directory's, and those beside and above the application's jar or classes. */
  static List<Path> usualDirectories() {
    List<Path> directories = new ArrayList<>();
    directories.add(Path.of(DIRECTORY).toAbsolutePath());
    Path place = new ApplicationHome(ClassPathFile.class).getDir().toPath().toAbsolutePath();
    for (int i = 0; i < LEVELS_ABOVE && place != null; i++) {
      Path candidate = place.resolve(DIRECTORY);
      if (!directories.contains(candidate)) {
        directories.add(candidate);
      }
      place = place.getParent();
    }
    return directories;
  }
}
