package tributary.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Cassandra node alone on loopback, with its data kept. */
record CassandraServer(int port, ChildJvm jvm) implements EmbeddedServer {
  static final String NAME = "cassandra";
  static final String MAIN = "tributary.embedded.launch.CassandraLauncher";
  static final String DATACENTER = "datacenter1";

  /** Parts of the JDK that Cassandra reaches into, as its own start script opens them. */
  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.math",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  @Override
  public String title() {
    return "Cassandra";
  }

  @Override
  public ProcessBuilder prepare() {
    Path place = jvm.data().embedded();
    List<Integer> inner = Ports.free(2);
    Path configuration =
        DataDirectory.write(
            place.resolve("cassandra.yaml"),
            configuration(port, inner.get(0), inner.get(1)).getBytes(StandardCharsets.UTF_8));
    Path logging =
        DataDirectory.write(
            place.resolve("cassandra-logback.xml"),
            Template.read("embedded/cassandra-logback.xml").getBytes(StandardCharsets.UTF_8));
    List<String> options = new ArrayList<>();
    EXPORTS.forEach(part -> options.add("--add-exports=" + part + "=ALL-UNNAMED"));
    OPENS.forEach(part -> options.add("--add-opens=" + part + "=ALL-UNNAMED"));
    Stream.of(
            "cassandra.config=" + configuration.toUri(),
            "cassandra.storagedir=" + jvm.data().of(NAME),
            "cassandra.logdir=" + jvm.data().log(),
            "logback.configurationFile=" + logging.toUri(),
            "cassandra-foreground=yes",
            // alone, there is nobody to wait for, neither at the start nor at the end
            "cassandra.skip_wait_for_gossip_to_settle=0",
            "cassandra.ring_delay_ms=0",
            "cassandra.superuser_setup_delay_ms=0",
            "cassandra.shutdown_announce_in_ms=0",
            "jdk.attach.allowAttachSelf=true",
            "io.netty.tryReflectionSetAccessible=true")
        .forEach(property -> options.add("-D" + property));
    return jvm.command(options, List.of());
  }

  static String configuration(int port, int storagePort, int sslStoragePort) {
    return Template.filled(
        "embedded/cassandra.yaml",
        Map.of(
            "port", Integer.toString(port),
            "storagePort", Integer.toString(storagePort),
            "sslStoragePort", Integer.toString(sslStoragePort)));
  }
}
