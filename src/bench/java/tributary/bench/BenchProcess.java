package tributary.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process under measurement, and what the kernel says it has used. */
final class BenchProcess implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;

  private final String name;
  private final Process process;
  private final Path log;

  private BenchProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** A Java of this JDK with the heap that the application is given too. */
  static BenchProcess java(String name, String heap, List<String> arguments) throws IOException {
    return java(name, heap, arguments, false);
  }

  /** The same, with its output to be read instead of logged. */
  static BenchProcess talking(String name, String heap, List<String> arguments)
      throws IOException {
    return java(name, heap, arguments, true);
  }

  private static BenchProcess java(
      String name, String heap, List<String> arguments, boolean talking) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(Boolean.getBoolean("bench.profile") ? profiling(name) : List.of());
    command.addAll(arguments);
    return start(name, command, talking);
  }

  private static List<String> profiling(String name) {
    return List.of(
        "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
            + Bench.WORK.resolve(name + ".jfr").toAbsolutePath());
  }

  static BenchProcess start(String name, List<String> command, boolean talking)
      throws IOException {
    Path log = Files.createDirectories(Bench.WORK.resolve("log")).resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    if (talking) {
      builder.redirectError(log.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new BenchProcess(name, process, log);
  }

  Process process() {
    return process;
  }

  void check() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          name + " ended with " + process.exitValue() + ", see " + log.toAbsolutePath());
    }
  }

  double cpuSeconds() {
    return cpuSeconds(process.pid());
  }

  long peakMegabytes() {
    return peakMegabytes(process.pid());
  }

  /** User and system time of a process and its threads. */
  static double cpuSeconds(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Largest resident set so far (VmHWM). */
  static long peakMegabytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(25, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
