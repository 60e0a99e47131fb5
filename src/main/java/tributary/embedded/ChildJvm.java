package tributary.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.util.unit.DataSize;

/**
 * The command line of a server's process: a small Java of the same JDK as the application's, that
 * ends when it runs out of memory.
 */
record ChildJvm(
    String name,
    String mainClass,
    DataSize heap,
    List<Path> jars,
    DataDirectory data,
    Duration haltAfter,
    boolean classDataSharing) {

  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;
  private static final int FIRST_WITH_AUTOMATIC_ARCHIVE = 19;

  static boolean withoutSecurityManager() {
    return Runtime.version().feature() >= FIRST_WITHOUT_SECURITY_MANAGER;
  }

  /** Held as long as the process lives. */
  Path lockFile() {
    return data.embedded().resolve(name + ".lock");
  }

  Path pidFile() {
    return data.embedded().resolve(name + ".pid");
  }

  Path logFile() {
    return data.log().resolve(name + ".log");
  }

  /** What the process says before its log is open, and after: refused options, lack of memory. */
  Path outFile() {
    return data.log().resolve(name + ".out");
  }

  ProcessBuilder command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap.toMegabytes() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.awt.headless=true");
    command.add("-Dtributary.child.lock=" + lockFile());
    command.add("-Dtributary.child.pid=" + pidFile());
    command.add("-Dtributary.child.halt-after=" + haltAfter.toMillis());
    command.add("-Dtributary.log.file=" + logFile());
    if (withoutSecurityManager()) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(archive());
    command.addAll(options);
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command);
    process.directory(data.log().toFile());
    process.redirectErrorStream(true);
    process.redirectOutput(outFile().toFile());
    // two memory arenas instead of eight a core: about 50 MB less, nothing slower here
    process.environment().put("MALLOC_ARENA_MAX", "2");
    // options meant for the application's Java, a debugger's port for instance, are not for these
    process.environment().remove("JAVA_TOOL_OPTIONS");
    process.environment().remove("JDK_JAVA_OPTIONS");
    return process;
  }

  /** Loaded classes kept in a file beside: the second start takes about half the time. */
  private List<String> archive() {
    if (!classDataSharing) {
      return List.of();
    }
    deleteOtherArchives();
    Stream<String> options;
    if (Runtime.version().feature() >= FIRST_WITH_AUTOMATIC_ARCHIVE) {
      options = Stream.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archiveFile());
    } else if (Files.isRegularFile(archiveFile())) {
      options = Stream.of("-XX:SharedArchiveFile=" + archiveFile());
    } else {
      options = Stream.of("-XX:ArchiveClassesAtExit=" + unfinishedArchive());
    }
    return Stream.concat(options, Stream.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off")).toList();
  }

  /** Takes an archive into use that was written whole: after an orderly end, and only then. */
  void keepArchive() {
    try {
      if (Files.isRegularFile(unfinishedArchive())) {
        Files.move(unfinishedArchive(), archiveFile(), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Named after what it was made of: with another Java or other jars it would be of no use. */
  private Path archiveFile() {
    StringBuilder made = new StringBuilder(Runtime.version().toString());
    for (Path jar : jars) {
      File file = jar.toFile();
      made.append(jar).append(file.length()).append(file.lastModified());
    }
    CRC32 sum = new CRC32();
    sum.update(made.toString().getBytes(StandardCharsets.UTF_8));
    return data.embedded().resolve(name + "-" + Long.toHexString(sum.getValue()) + ".jsa");
  }

  private Path unfinishedArchive() {
    return data.embedded().resolve(name + ".jsa.unfinished");
  }

  /** Archives of other jars and other Javas are 50 MB each and never used again. */
  private void deleteOtherArchives() {
    try (DirectoryStream<Path> archives =
        Files.newDirectoryStream(data.embedded(), name + "-*.jsa")) {
      for (Path archive : archives) {
        if (!archive.equals(archiveFile())) {
          Files.deleteIfExists(archive);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
