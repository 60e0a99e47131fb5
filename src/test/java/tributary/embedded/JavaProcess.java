package tributary.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class with a main method and the tests' class path as a process of its own. */
final class JavaProcess {
  private JavaProcess() {}

  static Process of(Class<?> main, Path firstArgument, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(firstArgument.toString()));
    all.addAll(List.of(arguments));
    return of(main, all);
  }

  static Process of(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    Path output = Files.createDirectories(Path.of("target", "java-process"));
    File log = output.resolve(main.getSimpleName() + ".log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  static String outputOf(Class<?> main) throws IOException {
    return Files.readString(Path.of("target", "java-process", main.getSimpleName() + ".log"));
  }
}
