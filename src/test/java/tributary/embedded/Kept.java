package tributary.embedded;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Words written to both servers, to be found again: first the topic's, then the table's. */
final class Kept {
  private static final String TOPIC = "kept";

  private final EmbeddedServers servers;
  private final Map<String, Object> kafka;

  Kept(EmbeddedServers servers) {
    this.servers = servers;
    this.kafka =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers.springSettings().get("spring.kafka.bootstrap-servers"));
  }

  void write(String word) throws Exception {
    servers.kafkaReady().join();
    try (Admin admin = Admin.create(kafka)) {
      if (!admin.listTopics().names().get(60, TimeUnit.SECONDS).contains(TOPIC)) {
        admin
            .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
            .all()
            .get(60, TimeUnit.SECONDS);
      }
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, word)).get(60, TimeUnit.SECONDS);
    }
    servers.cassandraReady().join();
    try (CqlSession session = session()) {
      session.execute(
          "CREATE KEYSPACE IF NOT EXISTS kept WITH replication ="
              + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
      session.execute(
          "CREATE TABLE IF NOT EXISTS kept.words (id int, word text, PRIMARY KEY (id, word))");
      session.execute("INSERT INTO kept.words (id, word) VALUES (1, ?)", word);
    }
  }

  List<String> read() {
    servers.kafkaReady().join();
    List<String> words = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition), Duration.ofSeconds(60)).get(partition);
      while (words.size() < end) {
        consumer.poll(Duration.ofSeconds(60)).forEach(kept -> words.add(kept.value()));
      }
    }
    servers.cassandraReady().join();
    try (CqlSession session = session()) {
      session
          .execute("SELECT word FROM kept.words WHERE id = 1")
          .forEach(row -> words.add(row.getString("word")));
    }
    return words;
  }

  private CqlSession session() {
    String[] address =
        String.valueOf(servers.springSettings().get("spring.cassandra.contact-points")).split(":");
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address[0], Integer.parseInt(address[1])))
        .withLocalDatacenter(CassandraServer.DATACENTER)
        .build();
  }
}
