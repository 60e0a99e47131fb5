package tributary.platform;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The one producer of the stages behind ingest: idempotent, acknowledged by all, compressed. While
 * Kafka is away it waits: sending blocks when its buffer is full, and nothing is given up.
 */
@Component
public class KafkaPublisher implements DisposableBean {
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Map<String, Object> settings;
  private @Nullable Producer<byte[], byte[]> producer;

  KafkaPublisher(KafkaClients clients, TopicSettings settings) {
    Map<String, Object> all = clients.producer();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxRecordSize());
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) Integer.MAX_VALUE);
    this.settings = all;
  }

  /**
   * Sends one record; the topic is the prefixed name. The future ends when all replicas have it.
   */
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
    producer()
        .send(
            record,
            (metadata, error) -> {
              if (error == null) {
                done.complete(metadata);
              } else {
                done.completeExceptionally(error);
              }
            });
    return done;
  }

  /** Made at the first use: until the broker is there it would only complain. */
  private synchronized Producer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(settings);
    }
    return producer;
  }

  @Override
  public synchronized void destroy() {
    if (producer != null) {
      producer.close(CLOSE);
    }
  }
}
