package tributary.architecture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tributary.support.TestServers;

/** The packaged application as a process of its own, on the servers that all tests share. */
final class PackagedJar implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("tributary.jar", "target/tributary.jar")).toAbsolutePath();
  private static final int LIMIT_SECONDS = 120;
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path output;

  private PackagedJar(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * @param settings each {@code name=value}
   */
  static PackagedJar start(Path directory, String... settings) throws IOException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-jar", JAR.toString()));
    command.addAll(List.of(TestServers.arguments()));
    command.add("--tributary.data-dir=" + directory.resolve("data"));
    command.add("--tributary.ingest.wikimedia.url=http://127.0.0.1:1/v2/stream");
    command.add("--server.port=0");
    command.add("--management.server.port=0");
    for (String setting : settings) {
      String name = "--" + setting.substring(0, setting.indexOf('=') + 1);
      command.removeIf(argument -> argument.startsWith(name));
      command.add("--" + setting);
    }
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new PackagedJar(process, output);
  }

  /** The port of the page, which is opened before that of the management. */
  int awaitHttpPort() {
    await()
        .atMost(LIMIT_SECONDS, SECONDS)
        .until(() -> !process.isAlive() || output().contains("Started TributaryApplication"));
    Matcher port = PORT.matcher(output());
    if (!process.isAlive() || !port.find()) {
      throw new AssertionError("It did not start:\n" + output());
    }
    return Integer.parseInt(port.group(1));
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, SECONDS)) {
      throw new AssertionError("It started all the same:\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    return Repository.text(output);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
