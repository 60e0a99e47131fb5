package tributary.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tributary.platform.DeadLetter.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.event.MalformedEvent;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.platform.DeadLetter;
import tributary.platform.EventTimeSettings;
import tributary.platform.Ledger;
import tributary.platform.StageMeters;
import tributary.platform.TopicSettings;
import tributary.platform.kafkabatch.Outgoing;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Turns a batch of raw records into everything it leads to: clean records, dead letters and the new
 * counts. in = clean + filtered + dead holds after every batch, through kill and replay, because
 * each count goes with the offset up to which it reaches.
 */
public final class CleanStage {
  private static final Logger LOG = LoggerFactory.getLogger(CleanStage.class);

  private final String feed;
  private final EventCleaner cleaner;
  private final Ledger ledger;
  private final TopicSettings topics;
  private final Repeats.Reader repeatsReader;
  private final ParkedBefore.Reader parkedReader;
  private final EventTimeSettings times;
  private final StageMeters meters;
  private final Clock clock;
  private final Map<Integer, Partition> partitions = new HashMap<>();

  /** What is remembered of a partition while it is ours. */
  private record Partition(
      long assignment, PartitionTally tally, Repeats repeats, ParkedBefore parked) {}

  CleanStage(
      String feed,
      EventCleaner cleaner,
      Ledger ledger,
      TopicSettings topics,
      Repeats.Reader repeatsReader,
      ParkedBefore.Reader parkedReader,
      EventTimeSettings times,
      StageMeters meters,
      Clock clock) {
    this.feed = feed;
    this.cleaner = cleaner;
    this.ledger = ledger;
    this.topics = topics;
    this.repeatsReader = repeatsReader;
    this.parkedReader = parkedReader;
    this.times = times;
    this.meters = meters;
    this.clock = clock;
  }

  /** Called for one batch after the other; batches of different partitions may come at once. */
  public Outgoing clean(RecordBatch batch) {
    List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>(batch.size() + 1);
    Map<String, Long> outcomes = new HashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      Partition partition = partition(batch.topic(), part);
      Instant now = clock.instant();
      for (ConsumerRecord<byte[], byte[]> record : part.records()) {
        boolean replayed = text(record.headers(), RecordHeaders.REPLAY_OF) != null;
        Verdict verdict = judge(record, partition, replayed);
        outcomes.merge(verdict.outcome(), 1L, Long::sum);
        emit(record, batch.topic(), partition, verdict, now, out);
        partition
            .tally()
            .count(
                record.offset(),
                verdict,
                replayed,
                bytes(record.headers(), RecordHeaders.SSE_ID),
                now.plus(times.futureTolerance()));
      }
      out.add(ledger.record(partition.tally().entry()));
    }
    outcomes.forEach((outcome, records) -> meters.cleaned(feed, outcome, records));
    return new Outgoing(out);
  }

  private static byte @Nullable [] bytes(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }

  private Verdict judge(
      ConsumerRecord<byte[], byte[]> record, Partition partition, boolean replayed) {
    try {
      JsonNode event = null;
      MalformedEvent unreadable = null;
      try {
        event = RawRecord.object(record);
      } catch (MalformedEvent e) {
        unreadable = e;
      }
      if (partition.repeats().isRepeat(record, partition.tally().past(), event)) {
        return new Verdict.Repeat();
      }
      if (event == null) {
        throw Objects.requireNonNull(unreadable);
      }
      return Canaries.isCanary(event)
          ? new Verdict.Filtered(Canaries.REASON)
          : cleaner.clean(event);
    } catch (MalformedEvent e) {
      return new Verdict.Dead(e.reason(), String.valueOf(e.getMessage()), null);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .setCause(e)
          .log("A record met a fault of ours; it goes to the dead letters");
      return new Verdict.Dead("internal-error", String.valueOf(e), e);
    }
  }

  private void emit(
      ConsumerRecord<byte[], byte[]> record,
      String topic,
      Partition partition,
      Verdict verdict,
      Instant now,
      List<ProducerRecord<byte[], byte[]>> out) {
    if (verdict instanceof Verdict.Clean clean) {
      ProducerRecord<byte[], byte[]> made =
          new ProducerRecord<>(topics.prefixed(Topics.cleanOf(feed)), clean.key(), clean.value());
      made.headers()
          .add(RecordHeaders.RAW_PARTITION, String.valueOf(record.partition()).getBytes(UTF_8))
          .add(
              RecordHeaders.RAW_OFFSET,
              String.valueOf(partition.tally().past() + record.offset()).getBytes(UTF_8));
      out.add(made);
    } else if (verdict instanceof Verdict.Dead dead && !partition.parked().contains(record)) {
      out.add(DeadLetter.of(record, topic, dead.reason(), dead.error(), dead.exception(), now));
    }
  }

  private Partition partition(String topic, RecordBatch.Part part) {
    Partition known;
    synchronized (partitions) {
      known = partitions.get(part.partition());
      // offsets that go back: a batch that is tried again, or the topic was made anew
      if (known != null
          && known.assignment() == part.assignment()
          && part.firstOffset() >= known.tally().next()) {
        return known;
      }
    }
    // somebody else may have worked on it since: what it left is in the ledger and in the topics
    PartitionTally tally =
        new PartitionTally(ledger.current("clean", feed, topic, part.partition()));
    boolean anew = known != null && tally.past() > known.tally().past();
    Partition loaded =
        new Partition(
            part.assignment(),
            tally,
            repeatsReader.before(
                topic,
                part.partition(),
                part.firstOffset(),
                tally.past(),
                anew && known != null ? known.repeats() : null),
            parkedReader.from(topic, part.partition(), part.firstOffset()));
    synchronized (partitions) {
      partitions.put(part.partition(), loaded);
    }
    return loaded;
  }
}
