package tributary.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, as text. Tests run in its root directory. */
final class Repository {
  static final Path MAIN = Path.of("src/main/java/tributary");
  static final Path TESTS = Path.of("src/test/java/tributary");
  static final Path ROUTES = Path.of("src/main/resources/routes");
  static final Path CQL = Path.of("cql");

  private Repository() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    return text(Path.of(file));
  }

  /** All files below a directory whose names end so, sorted. */
  static List<Path> files(Path directory, String ending) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A Java file with the pieces of its string literals put together and its comments gone. */
  static String statementsOf(Path javaFile) {
    return text(javaFile)
        .replaceAll("\"\\s*\\+\\s*\"", "")
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)^\\s*//.*$", "");
  }

  /**
   * Writes what a document should say to {@code target/}, so that a failed comparison is mended by
   * one copy.
   *
   * @return the command that does it
   */
  static String copyCommand(Path document, String right) {
    Path copy = Path.of("target", "documents").resolve(document);
    try {
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, right);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "cp " + copy + " " + document;
  }
}
