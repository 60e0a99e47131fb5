package tributary.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The servers that other tests stand on are real and answer. */
class SharedServersIT {
  @Test
  void givesABrokerOnWhichATopicCanBeMade() throws Exception {
    String topic = TestServers.topicPrefixFor(SharedServersIT.class) + "some.raw";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.bootstrapServers()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, 2, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
      assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions())
          .hasSize(2);
    }
  }

  @Test
  void givesANodeOnWhichRowsCanBeWrittenAndRead() {
    String[] address = TestServers.contactPoint().split(":");
    String keyspace = TestServers.keyspaceFor(SharedServersIT.class);
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
            .withLocalDatacenter("datacenter1")
            .build()) {
      session.execute(
          "CREATE KEYSPACE "
              + keyspace
              + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute("CREATE TABLE " + keyspace + ".t (id int PRIMARY KEY, name text)");
      session.execute("INSERT INTO " + keyspace + ".t (id, name) VALUES (1, 'Kyiv')");
      assertThat(session.execute("SELECT name FROM " + keyspace + ".t").one().getString(0))
          .isEqualTo("Kyiv");
    }
  }

  @Test
  void givesEveryTestItsOwnNames() {
    assertThat(TestServers.keyspaceFor(SharedServersIT.class))
        .isNotEqualTo(TestServers.keyspaceFor(SharedServersIT.class))
        .matches("[a-z][a-z0-9_]*");
  }
}
