package tributary.journey;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tributary.TributaryApplication;

/** The application as a process of its own, so that it can be killed. */
final class OtherInstance implements AutoCloseable {
  private final Process process;

  /**
   * @param settings {@code --name=value}, as the tests' own instance has them
   * @param name of its data directory and its log
   */
  OtherInstance(List<String> settings, String name) throws IOException {
    Path directory = Files.createDirectories(Path.of("target", name));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    // what tests put beside the application must not be found by it
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(TributaryApplication.class.getName());
    settings.stream()
        .filter(setting -> !setting.startsWith("--tributary.data-dir="))
        .forEach(command::add);
    command.add("--tributary.data-dir=" + directory.resolve("data"));
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile())
            .start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM; false when it has not ended in time. */
  boolean stop(int seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
