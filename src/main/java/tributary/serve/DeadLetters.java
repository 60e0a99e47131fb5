package tributary.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.TopicSettings;

/** The list of rejected records, newest first, straight from the dead letter topics. */
@Component("deadLetters")
class DeadLetters {
  private static final int LIMIT = 100;

  private final DeadLetterTopics topics;
  private final DeadLetterTail tail;
  private final TopicSettings names;

  DeadLetters(DeadLetterTopics topics, DeadLetterTail tail, TopicSettings names) {
    this.topics = topics;
    this.tail = tail;
    this.names = names;
  }

  /** What the cursor holds: for each partition the first offset that was shown already. */
  record Before(Map<String, Long> offsets) {}

  public Answer list(ApiRequest request) {
    String topic = request.text("topic");
    List<String> sources = topic == null ? topics.sources() : List.of(topics.known(topic));
    int limit = request.limit(LIMIT);
    Before before = Cursor.read(request, Before.class);
    DeadLetterTail.Found found =
        tail.read(sources, limit, before == null ? Map.of() : before.offsets());
    Map<String, Long> next = new TreeMap<>(found.upper());
    List<DeadLetterView> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : merged(found.records(), limit)) {
      letters.add(view(record, found.replayed()));
      next.put(DeadLetterTail.key(record), record.offset());
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("dead_letters", letters);
    String cursor = null;
    if (next.entrySet().stream()
        .anyMatch(entry -> entry.getValue() > found.first().getOrDefault(entry.getKey(), 0L))) {
      cursor = Cursor.of(request, new Before(next));
      body.put("next_cursor", cursor);
    }
    return Answer.of(body, () -> DeadLetterView.table(letters)).next(cursor);
  }

  private DeadLetterView view(
      ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, Long> replayed) {
    long below = replayed.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    return DeadLetterView.of(names.plain(record.topic()), record, below);
  }

  /**
   * The newest of all partitions; within one the offsets decide, because they cannot be wrong.
   *
   * @param partitions the records of each, newest first
   */
  static List<ConsumerRecord<byte[], byte[]>> merged(
      List<List<ConsumerRecord<byte[], byte[]>>> partitions, int limit) {
    List<ConsumerRecord<byte[], byte[]>> merged = new ArrayList<>();
    Map<Integer, Integer> taken = new HashMap<>();
    while (merged.size() < limit) {
      int best = -1;
      ConsumerRecord<byte[], byte[]> newest = null;
      for (int i = 0; i < partitions.size(); i++) {
        int at = taken.getOrDefault(i, 0);
        if (at < partitions.get(i).size()) {
          ConsumerRecord<byte[], byte[]> head = partitions.get(i).get(at);
          if (newest == null || isNewer(head, newest)) {
            best = i;
            newest = head;
          }
        }
      }
      if (newest == null) {
        break;
      }
      merged.add(newest);
      taken.merge(best, 1, Integer::sum);
    }
    return merged;
  }

  private static boolean isNewer(
      ConsumerRecord<byte[], byte[]> one, @Nullable ConsumerRecord<byte[], byte[]> other) {
    return other == null || DeadLetterView.at(one).isAfter(DeadLetterView.at(other));
  }

  /** Name of the dead letter topic that a client is given. */
  static String deadLetterTopic(TopicSettings names, String source) {
    return names.prefixed(Topics.deadLettersOf(source));
  }
}
