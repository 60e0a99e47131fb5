package tributary.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a server that failed said last, and where to read the rest. */
final class LastLines {
  private static final int LINES = 5;
  private static final int BYTES = 64 * 1024;

  private LastLines() {}

  static String of(ChildJvm jvm) {
    StringBuilder text =
        new StringBuilder("Read " + jvm.logFile() + " and " + jvm.outFile() + ". They end:");
    Stream.of(jvm.logFile(), jvm.outFile())
        .flatMap(file -> lastOf(file).stream())
        .forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
    return text.toString();
  }

  private static List<String> lastOf(Path file) {
    try (var channel = Files.newByteChannel(file)) {
      long from = Math.max(0, channel.size() - BYTES);
      channel.position(from);
      byte[] tail = Channels.newInputStream(channel).readAllBytes();
      List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (IOException neverWritten) {
      return List.of();
    }
  }
}
