package tributary.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.TributaryApplication;
import tributary.support.TestServers;

/**
 * Instances of the application with the routes a test asks for, in this process or in one of their
 * own; all of one installation share the keyspace and the topics.
 */
final class CountingApplication {
  private final String keyspace;
  private final List<String> settings = new ArrayList<>();

  CountingApplication(Class<?> test, String routes, String... more) {
    keyspace = TestServers.keyspaceFor(test);
    settings.addAll(List.of(TestServers.arguments()));
    for (String setting :
        List.of(
            "tributary.store.keyspace=" + keyspace,
            "tributary.platform.topic-prefix=" + prefix(),
            "tributary.platform.session-timeout=6s",
            "tributary.ingest.wikimedia.streams=",
            "tributary.measure.interval=200ms",
            "tributary.measure.roll-up-interval=300",
            "camel.main.routes-include-pattern=classpath:routes/0-shared/*.camel.yaml," + routes,
            "server.port=0",
            "management.server.port=0",
            "spring.main.banner-mode=off",
            "logging.level.root=warn")) {
      settings.add("--" + setting);
    }
    for (String setting : more) {
      settings.add("--" + setting);
    }
  }

  String prefix() {
    return keyspace.replace('_', '-') + ".";
  }

  private List<String> arguments(String instance) {
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--tributary.data-dir=target/data-of-" + keyspace + "-" + instance);
    return arguments;
  }

  ConfigurableApplicationContext start(String instance) {
    return new SpringApplicationBuilder(TributaryApplication.class)
        .run(arguments(instance).toArray(String[]::new));
  }

  /** An instance that can be killed. */
  Process startProcess(String instance) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(TributaryApplication.class.getName());
    command.addAll(arguments(instance));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File("target/" + keyspace + "-" + instance + ".log"))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
