package tributary.platform.kafkabatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which partitions are ours, since when, and the commits and rewinds of a batch on those only. */
class Assignments {
  private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);
  private static final AtomicLong COUNT = new AtomicLong();

  private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

  private final Map<TopicPartition, Long> current = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();

  void assigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> current.put(partition, COUNT.incrementAndGet()));
  }

  void revoked(Collection<TopicPartition> partitions) {
    partitions.forEach(current::remove);
    pending.keySet().removeAll(partitions);
  }

  RecordBatch batch(String topic, ConsumerRecords<byte[], byte[]> records) {
    List<RecordBatch.Part> parts = new ArrayList<>();
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> own = records.records(partition);
      parts.add(
          new RecordBatch.Part(
              partition.partition(),
              current.getOrDefault(partition, 0L),
              own.get(0).offset(),
              List.copyOf(own)));
    }
    return new RecordBatch(topic, parts);
  }

  boolean concern(RecordBatch batch, Collection<TopicPartition> partitions) {
    return batch.parts().stream()
        .anyMatch(part -> partitions.stream().anyMatch(p -> p.partition() == part.partition()));
  }

  /**
   * Commits what is still ours. When that fails the records may come again, which changes nothing;
   * while the partition stays ours, {@link #commitPending} tries again.
   *
   * @return true when a rebalance is under way, which takes no commits until it is over
   */
  boolean commit(Consumer<byte[], byte[]> consumer, RecordBatch batch) {
    for (RecordBatch.Part part : batch.parts()) {
      ConsumerRecord<byte[], byte[]> last = part.records().get(part.records().size() - 1);
      TopicPartition partition = new TopicPartition(last.topic(), part.partition());
      if (ours(part, partition)) {
        pending.put(partition, new OffsetAndMetadata(last.offset() + 1));
      }
    }
    return commitPending(consumer);
  }

  /**
   * Commits what a rebalance or an outage kept from being committed; mostly nothing.
   *
   * @return true when a rebalance is under way, which takes no commits until it is over
   */
  boolean commitPending(Consumer<byte[], byte[]> consumer) {
    pending.keySet().retainAll(consumer.assignment()); // what another has now is its own to commit
    if (pending.isEmpty()) {
      return false;
    }
    Map<TopicPartition, OffsetAndMetadata> positions = Map.copyOf(pending);
    try {
      try {
        consumer.commitSync(positions);
      } catch (WakeupException e) {
        // we were asked to stop; the batch is done all the same, and Kafka may be away
        consumer.commitSync(positions, LAST_PATIENCE);
      }
      pending.clear();
    } catch (RebalanceInProgressException e) {
      LOG.debug("A rebalance takes no position for now", e);
      return true;
    } catch (KafkaException e) {
      LOG.atWarn()
          .addKeyValue("topic", positions.keySet().iterator().next().topic())
          .log("A position could not be committed: {}", e.toString());
    }
    return false;
  }

  /** Sets the position of what is still ours back to the beginning of the batch. */
  void rewind(Consumer<byte[], byte[]> consumer, RecordBatch batch) {
    for (RecordBatch.Part part : batch.parts()) {
      TopicPartition partition =
          new TopicPartition(part.records().get(0).topic(), part.partition());
      if (ours(part, partition) && consumer.assignment().contains(partition)) {
        consumer.seek(partition, part.firstOffset());
      }
    }
  }

  private boolean ours(RecordBatch.Part part, TopicPartition partition) {
    return current.getOrDefault(partition, -1L) == part.assignment();
  }
}
