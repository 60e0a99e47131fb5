package tributary.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tributary.event.RecordHeaders;
import tributary.support.TestServers;

/** What is in the raw topic of page-create, read by nothing of the program. */
final class RawTopic {
  private final TopicPartition partition;

  RawTopic(String prefix) {
    this.partition = new TopicPartition(prefix + "wikimedia.page-create.raw", 0);
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", TestServers.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      if (!consumer.listTopics().containsKey(partition.topic())) {
        return List.of();
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
      return all;
    }
  }

  List<String> keys() {
    return records().stream().map(one -> header(one, RecordHeaders.EVENT_KEY)).toList();
  }

  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
