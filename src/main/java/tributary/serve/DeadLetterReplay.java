package tributary.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.RecordHeaders;
import tributary.platform.DeadLetter;
import tributary.platform.KafkaClients;
import tributary.platform.KafkaPublisher;
import tributary.platform.TopicSettings;

/**
 * Sends rejected records back to their source topic, oldest first, each once: how far it is stands
 * in the positions of a consumer group, moved after each record was acknowledged.
 */
@Component("deadLetterReplay")
class DeadLetterReplay {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);
  private static final Set<String> DEAD_LETTER_HEADERS =
      Set.of(
          RecordHeaders.REASON,
          RecordHeaders.ERROR,
          RecordHeaders.EXCEPTION,
          RecordHeaders.SOURCE_TOPIC,
          RecordHeaders.SOURCE_PARTITION,
          RecordHeaders.SOURCE_OFFSET,
          RecordHeaders.TIME,
          RecordHeaders.ATTEMPTS,
          RecordHeaders.REPLAY_OF);

  private final DeadLetterTopics topics;
  private final DeadLetterTail tail;
  private final KafkaClients clients;
  private final KafkaPublisher publisher;
  private final TopicSettings names;
  private final OperatorToken token;
  private final ServeSettings settings;
  private final AtomicBoolean busy = new AtomicBoolean();

  DeadLetterReplay(
      DeadLetterTopics topics,
      DeadLetterTail tail,
      KafkaClients clients,
      KafkaPublisher publisher,
      TopicSettings names,
      OperatorToken token,
      ServeSettings settings) {
    this.topics = topics;
    this.tail = tail;
    this.clients = clients;
    this.publisher = publisher;
    this.names = names;
    this.token = token;
    this.settings = settings;
  }

  /** What became, or would become, of the dead letters that were looked at. */
  private static final class Tally {
    private final Map<String, Long> byReason = new TreeMap<>();
    private final List<Map<String, Object>> skipped = new ArrayList<>();
    private long replayed;
  }

  public Answer replay(ApiRequest request) {
    token.check(request);
    ReplayOrder order = ReplayOrder.of(request, topics, settings.replayTime());
    if (!busy.compareAndSet(false, true)) {
      throw Refusal.conflict("Another replay is under way in this instance");
    }
    try {
      Tally tally = run(order);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("topic", order.topic());
      body.put("dry_run", order.dryRun());
      body.put(order.dryRun() ? "would_replay" : "replayed", tally.replayed);
      body.put("by_reason", tally.byReason);
      body.put("skipped", tally.skipped);
      return Answer.of(body);
    } catch (KafkaException e) {
      throw new KafkaAway(e);
    } finally {
      busy.set(false);
    }
  }

  private Tally run(ReplayOrder order) {
    Tally tally = new Tally();
    Map<String, Object> client =
        tail.bounded(clients.consumer(DeadLetterTopics.replayGroup(order.topic())));
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client)) {
      long started = System.nanoTime();
      int looked = 0;
      for (TopicPartition partition : tail.partitions(consumer, List.of(order.topic()))) {
        looked += run(order, consumer, partition, order.limit() - looked, started, tally);
      }
    }
    LOG.atInfo()
        .addKeyValue("topic", order.topic())
        .addKeyValue("dry_run", order.dryRun())
        .addKeyValue("records", tally.replayed)
        .log("Dead letters replayed");
    return tally;
  }

  private int run(
      ReplayOrder order,
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      int limit,
      long started,
      Tally tally) {
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    int looked = 0;
    while (looked < limit && consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofMillis(200))) {
        if (looked == limit || letter.offset() >= end) {
          return looked;
        }
        looked++;
        boolean whole = letter.headers().lastHeader(RecordHeaders.FULL_SIZE) == null;
        if (whole) {
          String reason = DeadLetter.text(letter.headers(), RecordHeaders.REASON);
          tally.byReason.merge(reason == null ? "unknown" : reason, 1L, Long::sum);
          tally.replayed++;
        } else {
          tally.skipped.add(skipped(letter));
        }
        if (!order.dryRun()) {
          if (whole) {
            pause(started, tally.replayed, order.rate());
            send(order, letter);
          }
          consumer.commitSync(
              Map.of(partition, new OffsetAndMetadata(letter.offset() + 1)),
              settings.kafkaTimeout());
        }
      }
    }
    return looked;
  }

  private static Map<String, Object> skipped(ConsumerRecord<byte[], byte[]> letter) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("partition", letter.partition());
    note.put("offset", letter.offset());
    note.put("note", "Only the head of this event was kept; it cannot be replayed");
    return note;
  }

  private static void pause(long started, long number, int rate) {
    long due = started + TimeUnit.SECONDS.toNanos(number - 1) / rate;
    while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void send(ReplayOrder order, ConsumerRecord<byte[], byte[]> letter) {
    try {
      publisher
          .send(original(names.prefixed(order.topic()), letter))
          .get(settings.kafkaTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaAway(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaAway(e);
    }
  }

  /** The record as it was, with what it repeats and which attempt this is. */
  static ProducerRecord<byte[], byte[]> original(
      String topic, ConsumerRecord<byte[], byte[]> letter) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, null, letter.key(), letter.value());
    for (Header header : letter.headers()) {
      if (!DEAD_LETTER_HEADERS.contains(header.key())) {
        record.headers().add(header);
      }
    }
    String source = DeadLetter.text(letter.headers(), RecordHeaders.SOURCE_OFFSET);
    if (source != null) {
      record.headers().add(RecordHeaders.REPLAY_OF, source.getBytes(StandardCharsets.UTF_8));
    }
    String attempts = DeadLetter.text(letter.headers(), RecordHeaders.ATTEMPTS);
    long next = attempts != null && attempts.matches("\\d{1,9}") ? Long.parseLong(attempts) + 1 : 2;
    record
        .headers()
        .add(RecordHeaders.ATTEMPTS, Long.toString(next).getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
