package tributary.embedded.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;

/**
 * Formats the log directory the first time, keeping the cluster id it got, and runs the broker in
 * this process until the parent ends. Arguments: the broker's configuration and its log directory.
 */
public final class KafkaLauncher {
  private KafkaLauncher() {}

  public static void main(String[] arguments) throws Exception {
    ChildProcess.enter();
    String configuration = arguments[0];
    Path logDirectory = Path.of(arguments[1]);
    if (!Files.isDirectory(logDirectory.resolve("__cluster_metadata-0"))) {
      format(configuration, logDirectory);
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {configuration});
  }

  /**
   * No broker ever ran here, so whatever a formatting left behind that was cut short can go; half
   * of it would keep every later start from coming up.
   */
  private static void format(String configuration, Path logDirectory) throws Exception {
    Files.deleteIfExists(logDirectory.resolve("meta.properties"));
    Files.deleteIfExists(logDirectory.resolve("bootstrap.checkpoint"));
    String[] arguments = {
      "format", "--cluster-id", newClusterId(), "--config", configuration, "--ignore-formatted"
    };
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Object code =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    if (!Integer.valueOf(0).equals(code)) {
      throw new IOException(
          "Formatting " + logDirectory + " failed: " + said.toString(StandardCharsets.UTF_8));
    }
  }

  /** 16 random bytes as 22 characters, in the form Kafka expects; it must not begin with a dash. */
  private static String newClusterId() {
    String id;
    do {
      UUID uuid = UUID.randomUUID();
      byte[] bytes =
          ByteBuffer.allocate(16)
              .putLong(uuid.getMostSignificantBits())
              .putLong(uuid.getLeastSignificantBits())
              .array();
      id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } while (id.startsWith("-"));
    return id;
  }
}
