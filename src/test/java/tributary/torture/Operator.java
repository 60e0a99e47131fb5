package tributary.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Topics and consumer groups of an installation, handled as an operator does with Kafka's tools.
 */
record Operator(Servers servers) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String CLEAN = "wikimedia.page-create.clean";

  /** Every record is read by both stages, and nothing waits. */
  void awaitAllRead() {
    await("nothing waits")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              assertThat(lag("tributary-clean-page-create", Checker.RAW)).isZero();
              assertThat(lag("tributary-store-page-create", CLEAN)).isZero();
            });
  }

  /** As Kafka itself says it. */
  private long lag(String group, String topic) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> positions =
          admin
              .listConsumerGroupOffsets(servers.topicPrefix() + group)
              .partitionsToOffsetAndMetadata()
              .get(30, TimeUnit.SECONDS);
      Map<TopicPartition, Integer> records = new HashMap<>();
      servers
          .records(topic)
          .forEach(
              record ->
                  records.merge(
                      new TopicPartition(record.topic(), record.partition()),
                      (int) record.offset() + 1,
                      Math::max));
      return records.entrySet().stream()
          .mapToLong(
              end ->
                  end.getValue()
                      - (positions.get(end.getKey()) == null
                          ? 0
                          : positions.get(end.getKey()).offset()))
          .sum();
    }
  }

  void readAgain(String group, String topic) throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      servers
          .records(topic)
          .forEach(
              record ->
                  beginning.put(
                      new TopicPartition(record.topic(), record.partition()),
                      new OffsetAndMetadata(0)));
      await("the members have left")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                admin
                    .alterConsumerGroupOffsets(servers.topicPrefix() + group, beginning)
                    .all()
                    .get(30, TimeUnit.SECONDS);
                return true;
              });
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
  }

  void append(List<ConsumerRecord<byte[], byte[]>> records, String topic) {
    send(
        records.stream()
            .map(
                one ->
                    new ProducerRecord<>(
                        servers.topicPrefix() + topic, null, one.key(), one.value(), one.headers()))
            .toList());
  }

  void send(List<ProducerRecord<byte[], byte[]>> records) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      records.forEach(producer::send);
    }
  }
}
