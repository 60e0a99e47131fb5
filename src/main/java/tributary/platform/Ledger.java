package tributary.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * What every stage of every instance has counted: the compacted topic {@code tributary.ledger},
 * followed from its beginning and held in memory (one entry a stage and partition). An entry with a
 * smaller {@code nextOffset} never takes the place of one with a larger of the same topic.
 */
@Component
public class Ledger implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ObjectMapper json =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private final KafkaClients clients;
  private final KafkaPublisher publisher;
  private final TopicProvisioner topics;
  private final TopicSettings settings;
  private final TopicPartition partition;
  private final Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile long readUpTo = -1;
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> following;

  Ledger(
      KafkaClients clients,
      KafkaPublisher publisher,
      TopicProvisioner topics,
      TopicSettings settings) {
    this.clients = clients;
    this.publisher = publisher;
    this.topics = topics;
    this.settings = settings;
    this.partition = new TopicPartition(settings.prefixed(Topics.LEDGER), 0);
    this.thread = new Thread(this::follow, "ledger");
    thread.setDaemon(true);
    thread.start();
  }

  /** The record that makes {@code entry} durable; send it with the records it speaks of. */
  public ProducerRecord<byte[], byte[]> record(LedgerEntry entry) {
    try {
      return new ProducerRecord<>(
          partition.topic(),
          partition.partition(),
          entry.key().getBytes(StandardCharsets.UTF_8),
          json.writeValueAsBytes(entry));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A ledger entry is plain data", e);
    }
  }

  /** Writes an entry by itself; the future ends when it is durable. */
  public CompletableFuture<?> publish(LedgerEntry entry) {
    return publisher.send(record(entry));
  }

  /** The newest entry that has been read so far; {@link LedgerEntry#none} when there is none. */
  public LedgerEntry latest(String stage, String feed, String topic, int partition) {
    LedgerEntry none = LedgerEntry.none(stage, feed, topic, partition);
    return entries.getOrDefault(none.key(), none);
  }

  /**
   * The same, after everything that is in the ledger now has been read, and for the topic that
   * stands under the name now: where it was made anew, nothing of it is counted yet.
   */
  public LedgerEntry current(String stage, String feed, String topic, int partition) {
    topics.awaitReady();
    try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(clients.consumer())) {
      Long end = reader.endOffsets(List.of(this.partition)).get(this.partition);
      while (!stopping && readUpTo < (end == null ? 0 : end)) {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        if (Thread.currentThread().isInterrupted()) {
          throw new KafkaException("Interrupted while the ledger was read");
        }
      }
    }
    return latest(stage, feed, topic, partition).in(idOf(topic));
  }

  private String idOf(String topic) {
    String name = settings.prefixed(topic);
    try (Admin admin = Admin.create(clients.admin())) {
      return Objects.requireNonNull(admin.describeTopics(List.of(name)).topicNameValues().get(name))
          .get()
          .topicId()
          .toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while the topic was looked up", e);
    } catch (ExecutionException e) {
      throw new KafkaException("The topic " + name + " cannot be looked up", e.getCause());
    }
  }

  public Collection<LedgerEntry> all() {
    return List.copyOf(entries.values());
  }

  /** Whether the ledger has been read to its end once. */
  public boolean isLoaded() {
    return readUpTo >= 0;
  }

  private void follow() {
    topics.awaitReady();
    while (!stopping) {
      Map<String, Object> settings = clients.consumer();
      settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
        following = consumer;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (!stopping) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            take(record);
          }
          readUpTo = consumer.position(partition);
        }
      } catch (RuntimeException e) {
        if (!stopping) {
          LOG.atWarn().log("The ledger cannot be read now: {}", e.toString());
          LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      LedgerEntry entry = json.readValue(record.value(), LedgerEntry.class);
      entries.merge(entry.key(), entry, LedgerEntry::or);
    } catch (IOException e) {
      LOG.atError().addKeyValue("offset", record.offset()).log("A ledger entry cannot be read", e);
    }
  }

  @Override
  public void destroy() {
    stopping = true;
    KafkaConsumer<byte[], byte[]> consumer = following;
    if (consumer != null) {
      consumer.wakeup(); // an interrupt would break its orderly end, with an error in the log
    } else {
      thread.interrupt();
    }
  }
}
