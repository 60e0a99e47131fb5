package tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine that the figures belong to. */
final class Machine {
  private Machine() {}

  static String describe(BenchOptions options) throws IOException {
    return "%d cores (%s), %s memory, %s %s; load %s at the start; %,d events a lap, %d rounds in turns%s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            line("/proc/cpuinfo", "model name"),
            gigabytes(line("/proc/meminfo", "MemTotal")),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
            options.events(),
            options.rounds(),
            options.note().isBlank() ? "" : "; " + options.note());
  }

  private static String line(String file, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    }
  }

  private static String gigabytes(String kilobytes) {
    return "%.0f GiB".formatted(Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1048576.0);
  }
}
