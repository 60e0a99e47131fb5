package tributary.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.util.FileSystemUtils;

/** Runs what {@link BenchOptions} asks for and prints the table. */
final class Bench {
  static final Path WORK = Path.of("target", "bench");
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    BenchOptions options = BenchOptions.fromSystemProperties();
    Files.createDirectories(WORK);
    Table table = new Table(Machine.describe(options));
    part(options, "startup", table, () -> Startup.jar(table, options.rounds()));
    if (List.of("ingest", "clean", "store", "measure", "whole", "live").stream().anyMatch(options::has)) {
      withServers(options, table);
    }
    System.out.println();
    System.out.println(table);
    Files.writeString(WORK.resolve("table.md"), table + "\n");
    System.exit(0);
  }

  private interface Part {
    void run() throws Exception;
  }

  /** One that fails is a line of the table, and takes no other with it. */
  private static void part(BenchOptions options, String name, Table table, Part part) {
    if (!options.has(name)) {
      return;
    }
    try {
      part.run();
    } catch (Exception e) {
      e.printStackTrace();
      table.row(name, "not measured", "", String.valueOf(e.getMessage()));
    }
  }

  private static void withServers(BenchOptions options, Table table) throws Exception {
    Path data = WORK.resolve("servers");
    FileSystemUtils.deleteRecursively(data);
    say("starting the servers and the source");
    try (Servers servers = Servers.start(data.toAbsolutePath());
        BenchKafka kafka = new BenchKafka(servers.kafka());
        SourceProcess source = SourceProcess.start(options.published())) {
      say("events have %,d bytes".formatted(source.bytes()));
      Stages stages = new Stages(options, servers, kafka, source);
      int naive = options.naiveEvents();
      part(options, "ingest", table, () -> table.stage("ingest", stages.ingest(), naive));
      part(options, "clean", table, () -> table.stage("clean", stages.clean(), naive));
      part(options, "store", table, () -> table.stage("store", stages.store(), naive));
      part(options, "measure", table, new Measure(options, servers, kafka, table)::race);
      Whole whole = new Whole(options, servers, kafka, source, table);
      part(options, "whole", table, whole::product);
      part(options, "whole", table, whole::hand);
      part(options, "live", table, new LiveBench(options, servers, kafka, table)::run);
      table.row("mean size of an event", source.bytes() + " bytes", "", "JSON as the source sends");
    } finally {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  /** The command line that runs {@code main} of this benchmark in a process of its own. */
  static List<String> program(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("-Dlogging.level.root=warn");
    command.add("-Dlogback.configurationFile=" + quiet());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Path quiet() {
    Path file = WORK.resolve("logback.xml").toAbsolutePath();
    try {
      Files.writeString(
          file,
          """
          <configuration>
            <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
              <target>System.err</target>
              <encoder><pattern>%d %level %logger{0} %msg%n</pattern></encoder>
            </appender>
            <root level="warn"><appender-ref ref="out"/></root>
          </configuration>
          """);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return file;
  }

  /** {@code name=value} arguments. */
  static Map<String, String> named(String[] arguments) {
    Map<String, String> named = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      named.put(parts[0], parts[1]);
    }
    return named;
  }

  static void await(BenchProcess process, BooleanSupplier condition) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      process.check();
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("It did not come about within " + PATIENCE);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  static void say(String what) {
    System.out.println("bench: " + what);
  }
}
