package tributary.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged application, with the routes of one stage or all of them. */
final class Product {
  static final Path JAR = Path.of("target", "tributary.jar");
  static final String HEAP = "512m";

  private Product() {}

  /** A process that has nothing but the stage whose route file is named; {@code *} is all of them. */
  static List<String> stage(
      Servers servers, String stage, String prefix, String keyspace, String... more)
      throws IOException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there: ./mvnw -Pbench verify makes it");
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("-jar");
    arguments.add(JAR.toString());
    if (!stage.equals("*")) {
      arguments.add(
          "--camel.main.routes-include-pattern=classpath:routes/0-shared/*.camel.yaml,classpath:routes/"
              + stage
              + ".camel.yaml");
    }
    if (!stage.equals("*") && !stage.startsWith("4-measure")) {
      arguments.add("--tributary.measure.threads=0");
    }
    arguments.add("--tributary.kafka=external");
    arguments.add("--tributary.cassandra=external");
    arguments.add("--spring.kafka.bootstrap-servers=" + servers.kafka());
    arguments.add("--spring.cassandra.contact-points=" + servers.cassandra());
    arguments.add("--spring.cassandra.local-datacenter=datacenter1");
    arguments.add("--tributary.platform.topic-prefix=" + prefix);
    arguments.add("--tributary.store.keyspace=" + keyspace);
    arguments.add("--tributary.ingest.wikimedia.streams=page-create");
    arguments.add("--tributary.ingest.wikimedia.contact=benchmark on loopback");
    arguments.addAll(List.of(more));
    for (String option : new String[] {"--server.port=", "--management.server.port="}) {
      if (arguments.stream().noneMatch(argument -> argument.startsWith(option))) {
        arguments.add(option + freePort());
      }
    }
    if (arguments.stream().noneMatch(argument -> argument.contains("wikimedia.url"))) {
      arguments.add("--tributary.ingest.wikimedia.url=http://127.0.0.1:9/v2/stream");
    }
    return arguments;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
