package tributary.measure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.Topics;
import tributary.support.TestServers;

/** Writes clean changes as the clean stage does, and remembers them. */
final class Published implements AutoCloseable {
  private final String topic;
  private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", TestServers.bootstrapServers(), "linger.ms", 5),
          new ByteArraySerializer(),
          new ByteArraySerializer());

  Published(String prefix) {
    topic = prefix + Topics.RECENTCHANGE_CLEAN;
  }

  void publish(List<Change> more) {
    more.forEach(
        change ->
            producer.send(
                new ProducerRecord<>(
                    topic,
                    change.identity().getBytes(StandardCharsets.UTF_8),
                    ChangeJson.write(change))));
    producer.flush();
    changes.addAll(more);
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  @Override
  public void close() {
    producer.close();
  }
}
