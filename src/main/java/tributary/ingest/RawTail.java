package tributary.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.EventKey;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.ingest.sse.Envelope;
import tributary.ingest.sse.StoredEvents;
import tributary.platform.KafkaClients;
import tributary.platform.Ledger;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/**
 * Reads the end of a feed's raw topic: position and event are one record there, so what it says is
 * stored is stored, and nothing else is. Reads without a group and commits nothing.
 */
@Component
class RawTail implements StoredEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RawTail.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaClients clients;
  private final TopicProvisioner topics;
  private final TopicSettings settings;
  private final Ledger ledger;

  RawTail(KafkaClients clients, TopicProvisioner topics, TopicSettings settings, Ledger ledger) {
    this.clients = clients;
    this.topics = topics;
    this.settings = settings;
    this.ledger = ledger;
  }

  @Override
  public void newest(String stream, int count, Consumer<StoredEvent> to)
      throws InterruptedException {
    topics.awaitReady();
    String topic = settings.prefixed(Topics.rawOf(stream));
    Map<String, Object> access = new HashMap<>(clients.consumer());
    access.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    access.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    // The records were there when their offsets were asked for; if not, the topic is a new one.
    access.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    long begin = System.nanoTime();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(access)) {
      int read = read(consumer, topic, count, to);
      if (read == 0) {
        goOnBehindTheLedger(stream, to);
      }
      LOG.atInfo()
          .addKeyValue("feed", stream)
          .addKeyValue("topic", topic)
          .log(
              "Read the last {} stored events in {} ms",
              read,
              (System.nanoTime() - begin) / 1_000_000);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }

  /**
   * An empty topic where there was one before: it was deleted, or its records were too old to keep.
   * What was cleaned of it stays done, so that is where the source is read from.
   */
  private void goOnBehindTheLedger(String stream, Consumer<StoredEvent> to) {
    int partitions = settings.rawPartitions();
    for (int partition = 0; partition < partitions; partition++) {
      String position = ledger.current("clean", stream, Topics.rawOf(stream), partition).position();
      if (position != null) {
        to.accept(new StoredEvent(null, position, null));
      }
    }
  }

  private static int read(
      KafkaConsumer<byte[], byte[]> consumer, String topic, int count, Consumer<StoredEvent> to) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream().map(RawTail::partition).toList();
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    for (TopicPartition partition : partitions) {
      long from = end.getOrDefault(partition, 0L) - count;
      consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), from));
    }
    int read = 0;
    while (partitions.stream()
        .anyMatch(one -> consumer.position(one) < end.getOrDefault(one, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        to.accept(stored(record));
        read++;
      }
    }
    return read;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private static StoredEvent stored(ConsumerRecord<byte[], byte[]> record) {
    EventKey key = EventKey.parse(header(record, RecordHeaders.EVENT_KEY));
    if (record.value() == null || header(record, RecordHeaders.REPLAY_OF) != null) {
      return new StoredEvent(key, null, null);
    }
    boolean cut = header(record, RecordHeaders.FULL_SHA256) != null;
    return new StoredEvent(
        key,
        header(record, RecordHeaders.SSE_ID),
        cut ? Envelope.ofHead(record.value()) : Envelope.of(record.value()));
  }

  private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
