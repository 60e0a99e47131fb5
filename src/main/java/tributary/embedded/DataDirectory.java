package tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The places below the data directory; each is made when it is first asked for. */
record DataDirectory(Path root) {
  /** Configurations, locks and jars that are written anew when needed; nothing to keep. */
  Path embedded() {
    return made(root.resolve("embedded"));
  }

  Path log() {
    return made(root.resolve("log"));
  }

  /** The data of the server of this name. */
  Path of(String server) {
    return made(root.resolve(server));
  }

  private static Path made(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StartRefused(
          "The data directory cannot be used: " + directory + " cannot be made (" + e + ")",
          "Set tributary.data-dir (TRIBUTARY_DATA_DIR) to a directory that can be written.");
    }
  }

  /** Writes only what differs: class archives are bound to the age of the jars they came from. */
  static Path write(Path file, byte[] content) {
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        Files.write(file, content);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
