package tributary.serve;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import tributary.platform.KafkaClients;
import tributary.platform.TopicSettings;

/** Reads the end of dead letter topics without being a member of any group, bounded in bytes. */
@Component
class DeadLetterTail {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaClients clients;
  private final TopicSettings names;
  private final ServeSettings settings;

  DeadLetterTail(KafkaClients clients, TopicSettings names, ServeSettings settings) {
    this.clients = clients;
    this.names = names;
    this.settings = settings;
  }

  /**
   * @param records of each partition, newest first
   * @param first first offset of each partition, by {@link #key}
   * @param upper offset behind the newest that may be shown
   * @param replayed first offset of each partition that was not replayed
   */
  record Found(
      List<List<ConsumerRecord<byte[], byte[]>>> records,
      Map<String, Long> first,
      Map<String, Long> upper,
      Map<TopicPartition, Long> replayed) {}

  /** How a cursor names a partition. */
  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "/" + record.partition();
  }

  private static String key(TopicPartition partition) {
    return partition.topic() + "/" + partition.partition();
  }

  /**
   * @param below by {@link #key}: only records before this offset
   */
  Found read(List<String> sources, int limit, Map<String, Long> below) {
    Map<TopicPartition, Long> replayed = new HashMap<>();
    sources.forEach(source -> replayed.putAll(replayed(source)));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(bounded(clients.consumer()))) {
      List<TopicPartition> partitions = partitions(consumer, sources);
      Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> upper = new HashMap<>();
      consumer
          .endOffsets(partitions)
          .forEach(
              (one, end) ->
                  upper.put(one, Math.min(end, below.getOrDefault(key(one), Long.MAX_VALUE))));
      List<List<ConsumerRecord<byte[], byte[]>>> records = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        long from =
            Math.max(first.getOrDefault(partition, 0L), upper.getOrDefault(partition, 0L) - limit);
        records.add(
            newest(
                consumer,
                partition,
                from,
                upper.getOrDefault(partition, 0L),
                settings.deadLetterBytes() / partitions.size()));
      }
      return new Found(records, keyed(first), keyed(upper), replayed);
    } catch (KafkaException e) {
      throw new KafkaAway(e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> newest(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long upper,
      long bytes) {
    Deque<ConsumerRecord<byte[], byte[]>> kept = new ArrayDeque<>();
    if (from >= upper) {
      return List.of();
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long size = 0;
    long end = System.nanoTime() + settings.kafkaTimeout().toNanos();
    while (consumer.position(partition) < upper) {
      if (System.nanoTime() > end) {
        throw new KafkaAway(new IllegalStateException("No records in time from " + partition));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < upper) {
          kept.addFirst(record);
          size += Math.max(0, record.serializedValueSize());
        }
        while (size > bytes && kept.size() > 1) {
          size -= Math.max(0, kept.removeLast().serializedValueSize());
        }
      }
    }
    return new ArrayList<>(kept);
  }

  /** Positions of the group that replays: what lies below was replayed. */
  private Map<TopicPartition, Long> replayed(String source) {
    Map<String, Object> client = bounded(clients.consumer(DeadLetterTopics.replayGroup(source)));
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
      List<TopicPartition> partitions = partitions(consumer, List.of(source));
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(java.util.Set.copyOf(partitions));
      committed.forEach(
          (partition, position) -> {
            if (position != null) {
              positions.put(partition, position.offset());
            }
          });
      return positions;
    } catch (KafkaException e) {
      throw new KafkaAway(e);
    }
  }

  List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, List<String> sources) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String source : sources) {
      String topic = DeadLetters.deadLetterTopic(names, source);
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  /** Settings under which a client gives up in time and never holds much. */
  Map<String, Object> bounded(Map<String, Object> client) {
    int timeout = (int) settings.kafkaTimeout().toMillis();
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    client.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, settings.deadLetterBytes());
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1_048_576);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return client;
  }

  private static Map<String, Long> keyed(Map<TopicPartition, Long> offsets) {
    Map<String, Long> keyed = new TreeMap<>();
    for (Iterator<Map.Entry<TopicPartition, Long>> i = offsets.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<TopicPartition, Long> entry = i.next();
      keyed.put(key(entry.getKey()), entry.getValue());
    }
    return keyed;
  }
}
