package tributary.clean;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.event.MalformedEvent;
import tributary.event.RecordHeaders;
import tributary.platform.DeadLetter;
import tributary.platform.KafkaClients;
import tributary.platform.RememberedKeys;
import tributary.platform.TopicSettings;

/**
 * Knows which events of a raw partition came before. Ingest drops repeats already; here they are
 * found when two instances brought the same event, or when somebody writes a topic again. A record
 * that is read again at its own offset is no repeat: it is a batch that is tried once more.
 */
final class Repeats {
  /** Stands where events that carry no id are numbered, from 1 on. */
  private static final int REPLAY = -1;

  private final RememberedKeys keys;

  Repeats(int remembered) {
    this.keys = new RememberedKeys(remembered);
  }

  /**
   * @param past added to the record's offset, a number that rises also when the topic is made anew
   * @param event null when the record is no JSON object
   */
  boolean isRepeat(ConsumerRecord<byte[], byte[]> record, long past, @Nullable JsonNode event) {
    EventKey key = key(record, event);
    if (key == null) {
      return false;
    }
    keys.add(key, past + record.offset());
    return keys.offsetOf(key) < past + record.offset();
  }

  private static @Nullable EventKey key(
      ConsumerRecord<byte[], byte[]> record, @Nullable JsonNode event) {
    String original = DeadLetter.text(record.headers(), RecordHeaders.REPLAY_OF);
    if (original != null && record.value() != null) {
      // the same event as its original on purpose, and no second time
      return EventKey.ofContent(record.value(), original.hashCode(), REPLAY);
    }
    EventKey key = EventKey.parse(DeadLetter.text(record.headers(), RecordHeaders.EVENT_KEY));
    if (key == null && event != null) {
      String id = Fields.text(event.path("meta"), "id");
      key = id == null ? null : EventKey.ofId(id);
    }
    return key;
  }

  /** Rebuilds the memory from the topic itself, so that it survives a kill. */
  static class Reader {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final TopicSettings topics;
    private final int remembered;

    Reader(KafkaClients clients, TopicSettings topics, int remembered) {
      this.clients = clients;
      this.topics = topics;
      this.remembered = remembered;
    }

    /**
     * What was met before {@code offset}.
     *
     * @param earlier what was met before in topics of the same name; null when that is not known
     */
    Repeats before(String topic, int number, long offset, long past, @Nullable Repeats earlier) {
      Repeats repeats = earlier == null ? new Repeats(remembered) : earlier;
      TopicPartition partition = new TopicPartition(topics.prefixed(topic), number);
      try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(clients.consumer())) {
        consumer.assign(List.of(partition));
        Long first = consumer.beginningOffsets(List.of(partition)).get(partition);
        consumer.seek(partition, Math.max(first == null ? 0 : first, offset - remembered));
        while (consumer.position(partition) < offset) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.offset() < offset) {
              repeats.isRepeat(record, past, eventOf(record));
            }
          }
        }
      }
      return repeats;
    }

    private static @Nullable JsonNode eventOf(ConsumerRecord<byte[], byte[]> record) {
      if (record.headers().lastHeader(RecordHeaders.EVENT_KEY) != null) {
        return null; // the header says it all
      }
      try {
        return RawRecord.object(record);
      } catch (MalformedEvent e) {
        return null;
      }
    }
  }
}
