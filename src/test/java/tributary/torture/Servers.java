package tributary.torture;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tributary.support.TestServers;

/**
 * Where an installation keeps its data, for those who look at it from outside.
 *
 * @param contactPoint {@code host:port} of Cassandra
 */
record Servers(String bootstrapServers, String contactPoint, String topicPrefix, String keyspace) {
  /** The servers of all tests, under names that nobody else uses. */
  static Servers shared(Class<?> test) {
    return new Servers(
        TestServers.bootstrapServers(),
        TestServers.contactPoint(),
        TestServers.topicPrefixFor(test),
        TestServers.keyspaceFor(test));
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicRecords.of(bootstrapServers, topicPrefix + topic);
  }

  CqlSession session() {
    String[] address = contactPoint.split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
        .withLocalDatacenter("datacenter1")
        .withKeyspace(keyspace)
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .build())
        .build();
  }
}
