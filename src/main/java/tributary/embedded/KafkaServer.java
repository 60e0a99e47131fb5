package tributary.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Kafka broker that is its own controller, on loopback, with its data kept. */
record KafkaServer(int port, ChildJvm jvm) implements EmbeddedServer {
  static final String NAME = "kafka";
  static final String MAIN = "tributary.embedded.launch.KafkaLauncher";

  @Override
  public String title() {
    return "Kafka";
  }

  @Override
  public ProcessBuilder prepare() {
    Path directory = jvm.data().of(NAME);
    Path place = jvm.data().embedded();
    Path configuration =
        DataDirectory.write(
            place.resolve("kafka.properties"),
            configuration(port, Ports.free(1).get(0), directory)
                .getBytes(StandardCharsets.ISO_8859_1));
    Path logging =
        DataDirectory.write(
            place.resolve("kafka-log4j2.xml"),
            Template.read("embedded/kafka-log4j2.xml").getBytes(StandardCharsets.UTF_8));
    return jvm.command(
        List.of("-Dlog4j2.configurationFile=" + logging.toUri()),
        List.of(configuration.toString(), directory.toString()));
  }

  static String configuration(int port, int controllerPort, Path directory) {
    return Template.filled(
        "embedded/kafka.properties",
        Map.of(
            "port", Integer.toString(port),
            "controllerPort", Integer.toString(controllerPort),
            "directory", escaped(directory.toString())));
  }

  /** As properties files want it: Latin-1, with everything else and backslashes escaped. */
  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (char c : value.toCharArray()) {
      if (c == '\\') {
        escaped.append("\\\\");
      } else if (c < 0x20 || c > 0x7e) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
