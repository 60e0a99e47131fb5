package tributary.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application starts its servers, or says in plain words why it does not. */
class PackagedApplicationIT {
  private static final Path JAR =
      Path.of(System.getProperty("tributary.jar", "target/tributary.jar"));
  private static final int LIMIT_SECONDS = 120;

  @TempDir Path directory;

  @Test
  void doesNotContainTheServers() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(entry -> entry.getName()).toList();
      assertThat(names)
          .contains("BOOT-INF/classes/tributary/embedded/launch/KafkaLauncher.class")
          .noneMatch(name -> name.contains("kafka_2.13"))
          .noneMatch(name -> name.contains("cassandra-all"))
          .noneMatch(name -> name.contains("log4j-core"));
    }
  }

  @Test
  void namesATakenPortAndEndsWithoutAStackTrace() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String said =
          outputOfRefusedStart("tributary.embedded.cassandra-port=" + taken.getLocalPort());
      assertThat(said)
          .contains(
              "Port " + taken.getLocalPort() + " for the embedded Cassandra is taken",
              "TRIBUTARY_EMBEDDED_CASSANDRA_PORT")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void namesASettingThatIsNeitherEmbeddedNorExternal() throws Exception {
    assertThat(outputOfRefusedStart("tributary.kafka=docker"))
        .contains("tributary.kafka", "docker", "EMBEDDED", "EXTERNAL")
        .doesNotContain("\tat ");
  }

  @Test
  void namesATakenHttpPortAndLeavesNoServerBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String said = outputOfRefusedStart("server.port=" + taken.getLocalPort());
      assertThat(said).contains("Port " + taken.getLocalPort() + " was already in use");
    }
    for (String server : List.of("kafka", "cassandra")) {
      Path lock = directory.resolve("data/embedded/" + server + ".lock");
      assertThat(lock).as("it had been started").exists();
      assertThat(FileLocks.isFree(lock)).as(server + " has ended").isTrue();
    }
  }

  private String outputOfRefusedStart(String change) throws Exception {
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-jar", JAR.toAbsolutePath().toString()));
    settings(change).forEach((name, value) -> command.add("--" + name + "=" + value));
    Process application =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(application.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
          .as("it ends: %s", output)
          .isTrue();
      assertThat(application.exitValue()).isEqualTo(1);
      return Files.readString(output);
    } finally {
      application.destroyForcibly().waitFor();
    }
  }

  private Map<String, String> settings(String change) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("tributary.data-dir", directory.resolve("data").toString());
    settings.put("tributary.embedded.kafka-port", "0");
    settings.put("tributary.embedded.cassandra-port", "0");
    settings.put("tributary.embedded.class-data-sharing", "false");
    // no source is asked for anything: these starts are meant to fail
    settings.put("tributary.ingest.wikimedia.streams", "");
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    String[] parts = change.split("=", 2);
    settings.put(parts[0], parts[1]);
    return settings;
  }
}
