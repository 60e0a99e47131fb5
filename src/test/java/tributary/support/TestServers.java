package tributary.support;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;
import tributary.embedded.EmbeddedServers;

/**
 * One real Kafka and one real Cassandra for all tests of a JVM, started side by side when the first
 * test asks, on free ports, with data that is thrown away at the end. Test classes keep apart by
 * their own keyspace and topic prefix, which go when the class has ended ({@link ThrowAway}).
 */
public final class TestServers {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Map<String, Class<?>> OWNERS = new ConcurrentHashMap<>();

  private TestServers() {}

  /** Starts both on the first use of this class. */
  private static final class Running {
    static final Path DATA =
        Path.of("target", "test-servers", Long.toString(ProcessHandle.current().pid()));
    static final EmbeddedServers SERVERS = start();

    private static EmbeddedServers start() {
      StandardEnvironment environment = new StandardEnvironment();
      try {
        new YamlPropertySourceLoader()
            .load("application.yaml", new ClassPathResource("application.yaml"))
            .forEach(environment.getPropertySources()::addLast);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      environment
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "test-servers",
                  Map.of(
                      "tributary.data-dir", DATA.toString(),
                      "tributary.kafka", "embedded",
                      "tributary.cassandra", "embedded",
                      "tributary.embedded.kafka-port", "0",
                      "tributary.embedded.cassandra-port", "0",
                      "tributary.embedded.cassandra-heap", "640MB",
                      "tributary.embedded.class-data-sharing", "false")));
      EmbeddedServers servers = EmbeddedServers.start(environment);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(servers), "test-servers"));
      return servers;
    }

    private static void throwAway(EmbeddedServers servers) {
      servers.kill();
      try {
        FileSystemUtils.deleteRecursively(DATA);
      } catch (IOException leftForClean) {
        // it lies below target
      }
    }
  }

  /** Begins to start both, for tests that want to do something else meanwhile. */
  public static void begin() {
    Running.SERVERS.kafkaReady();
  }

  /** {@code host:port} of the broker, which answers. */
  public static String bootstrapServers() {
    Running.SERVERS.kafkaReady().join();
    return setting("spring.kafka.bootstrap-servers");
  }

  /** {@code host:port} of the node, which answers; its data centre is {@code datacenter1}. */
  public static String contactPoint() {
    Running.SERVERS.cassandraReady().join();
    return setting("spring.cassandra.contact-points");
  }

  private static String setting(String name) {
    return String.valueOf(Running.SERVERS.springSettings().get(name));
  }

  /** A keyspace name that nobody else has in this JVM; the caller creates the keyspace. */
  public static String keyspaceFor(Class<?> test) {
    String name = test.getSimpleName().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    String free = name.substring(0, Math.min(30, name.length())) + "_" + NAMES.incrementAndGet();
    OWNERS.put(free, test);
    return free;
  }

  /** A prefix for topics that nobody else has in this JVM, with its dot: {@code pagewriterit-1.} */
  public static String topicPrefixFor(Class<?> test) {
    return prefix(keyspaceFor(test));
  }

  /** Ends the keyspaces and topics whose names were given to this class of tests. */
  static void throwAway(Class<?> test) {
    List<String> names =
        OWNERS.entrySet().stream()
            .filter(one -> one.getValue() == test)
            .map(Map.Entry::getKey)
            .toList();
    OWNERS.keySet().removeAll(names);
    if (names.isEmpty()) {
      return;
    }
    try (CqlSession session = connect(contactPoint(), null)) {
      names.forEach(name -> session.execute("DROP KEYSPACE IF EXISTS " + name));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      List<String> prefixes = names.stream().map(TestServers::prefix).toList();
      admin
          .deleteTopics(
              admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
                  .filter(topic -> prefixes.stream().anyMatch(topic::startsWith))
                  .toList())
          .all()
          .get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The topics of " + test + " stay", e);
    }
  }

  /** Looks into a Cassandra from outside; closes at once, which the driver does not by itself. */
  public static CqlSession connect(String contactPoint, @Nullable String keyspace) {
    String[] address = contactPoint.split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
        .withLocalDatacenter("datacenter1")
        .withKeyspace(keyspace)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build())
        .build();
  }

  private static String prefix(String name) {
    return name.replace('_', '-') + ".";
  }

  /** Points a Spring test at both: {@code @DynamicPropertySource} methods call this. */
  public static void register(DynamicPropertyRegistry registry) {
    registry.add("spring.kafka.bootstrap-servers", TestServers::bootstrapServers);
    registry.add("spring.cassandra.contact-points", TestServers::contactPoint);
    registry.add("spring.cassandra.local-datacenter", () -> "datacenter1");
  }

  /** The same as arguments of a started application: {@code --name=value}. */
  public static String[] arguments() {
    return new String[] {
      "--tributary.kafka=external",
      "--tributary.cassandra=external",
      "--spring.kafka.bootstrap-servers=" + bootstrapServers(),
      "--spring.cassandra.contact-points=" + contactPoint(),
      "--spring.cassandra.local-datacenter=datacenter1"
    };
  }
}
