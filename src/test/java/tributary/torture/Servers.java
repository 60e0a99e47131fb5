package tributary.torture;

import com.datastax.oss.driver.api.core.CqlSession;
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

  /** The same data, reached over another address of Cassandra. */
  Servers through(String address) {
    return new Servers(bootstrapServers, address, topicPrefix, keyspace);
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return TopicRecords.of(bootstrapServers, topicPrefix + topic);
  }

  CqlSession session() {
    return TestServers.connect(contactPoint, keyspace);
  }
}
