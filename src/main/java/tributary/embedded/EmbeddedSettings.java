package tributary.embedded;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the embedded servers run. Checked by hand, because they are started before Spring's own
 * validation exists.
 *
 * @param kafkaVersion which class path file is used; the build writes one a version
 * @param cassandraVersion the same for Cassandra
 * @param kafkaPort of clients, on loopback; 0 for a free one
 * @param cassandraPort of clients (CQL), on loopback; 0 for a free one
 * @param kafkaHeap largest heap of the broker
 * @param cassandraHeap largest heap of the node
 * @param startTimeout after which a server that does not answer counts as failed
 * @param stopTimeout how long a server may take to end in an orderly way before it is ended by
 *     force
 * @param earlierRunTimeout how long servers of an application that was killed may still take to end
 * @param classPathDir where the class path files are; without it {@code .embedded} in the working
 *     directory, beside the jar and above it
 * @param classDataSharing keep an archive of loaded classes, which halves the time to start; costs
 *     the first stop about a second
 */
@ConfigurationProperties("tributary.embedded")
record EmbeddedSettings(
    String kafkaVersion,
    String cassandraVersion,
    @DefaultValue("9092") int kafkaPort,
    @DefaultValue("9042") int cassandraPort,
    @DefaultValue("256MB") DataSize kafkaHeap,
    @DefaultValue("384MB") DataSize cassandraHeap,
    @DefaultValue("120s") Duration startTimeout,
    @DefaultValue("9s") Duration stopTimeout,
    @DefaultValue("30s") Duration earlierRunTimeout,
    @Nullable String classPathDir,
    @DefaultValue("true") boolean classDataSharing) {

  EmbeddedSettings {
    port("tributary.embedded.kafka-port", kafkaPort);
    port("tributary.embedded.cassandra-port", cassandraPort);
    heap("tributary.embedded.kafka-heap", kafkaHeap, 128);
    heap("tributary.embedded.cassandra-heap", cassandraHeap, 192);
    positive("tributary.embedded.start-timeout", startTimeout);
    positive("tributary.embedded.stop-timeout", stopTimeout);
    positive("tributary.embedded.earlier-run-timeout", earlierRunTimeout);
    if (kafkaPort != 0 && kafkaPort == cassandraPort) {
      throw new IllegalArgumentException(
          "tributary.embedded.kafka-port and tributary.embedded.cassandra-port are both "
              + kafkaPort);
    }
  }

  private static void port(String setting, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          setting + " must be between 0 (a free port) and 65535, not " + port);
    }
  }

  private static void heap(String setting, DataSize heap, int leastMegabytes) {
    if (heap.toMegabytes() < leastMegabytes) {
      throw new IllegalArgumentException(setting + " must be at least " + leastMegabytes + "MB");
    }
  }

  private static void positive(String setting, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(setting + " must be longer than nothing");
    }
  }
}
