package tributary.clean;

import static tributary.platform.DeadLetter.text;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.platform.KafkaClients;
import tributary.platform.TopicSettings;

/**
 * Knows which records of a raw partition lie in the dead letter topic already, so that a batch that
 * is worked on twice, because we were killed between the dead letter and the commit, parks none of
 * them twice.
 */
final class ParkedBefore {
  /** Hash of the bytes by source offset: a topic that was made anew uses the offsets again. */
  private final Map<Long, Integer> parked;

  private ParkedBefore(Map<Long, Integer> parked) {
    this.parked = parked;
  }

  boolean contains(ConsumerRecord<byte[], byte[]> raw) {
    Integer hash = parked.get(raw.offset());
    return hash != null && hash == Arrays.hashCode(raw.value());
  }

  /** Reads the dead letter topic backwards, as far as it speaks of the offsets in question. */
  static class Reader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_STEP = 500;

    private final KafkaClients clients;
    private final TopicSettings topics;

    Reader(KafkaClients clients, TopicSettings topics) {
      this.clients = clients;
      this.topics = topics;
    }

    /** What is parked of the partition from {@code offset} on. */
    ParkedBefore from(String topic, int partition, long offset) {
      Map<Long, Integer> parked = new HashMap<>();
      String name = topics.prefixed(Topics.deadLettersOf(topic));
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer())) {
        List<TopicPartition> all =
            consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> end = consumer.endOffsets(all);
        for (TopicPartition letters : all) {
          consumer.assign(List.of(letters));
          long lowest = first.getOrDefault(letters, 0L);
          long upper = end.getOrDefault(letters, 0L);
          boolean enough = false;
          for (long step = FIRST_STEP; upper > lowest && !enough; step *= 2) {
            long from = Math.max(lowest, upper - step);
            enough = read(consumer, letters, from, upper, partition, offset, parked);
            upper = from;
          }
        }
      }
      return new ParkedBefore(parked);
    }

    /** True when older ones were met too: dead letters lie in the order of their sources. */
    private static boolean read(
        KafkaConsumer<byte[], byte[]> consumer,
        TopicPartition letters,
        long from,
        long upper,
        int partition,
        long offset,
        Map<Long, Integer> parked) {
      boolean older = false;
      consumer.seek(letters, from);
      while (consumer.position(letters) < upper) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          String source = text(letter.headers(), RecordHeaders.SOURCE_OFFSET);
          String number = text(letter.headers(), RecordHeaders.SOURCE_PARTITION);
          if (letter.offset() < upper
              && source != null
              && String.valueOf(partition).equals(number)) {
            long at = Long.parseLong(source);
            older |= at < offset;
            if (at >= offset) {
              parked.put(at, Arrays.hashCode(letter.value()));
            }
          }
        }
      }
      return older;
    }
  }
}
