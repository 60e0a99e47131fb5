package tributary.store;

import static tributary.platform.DeadLetter.text;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tributary.event.RecordHeaders;
import tributary.platform.LedgerEntry;

/**
 * How many events of one clean partition have durable rows, each once. The clean stage may write an
 * event twice when it is killed; both copies carry the offset of their raw record, and these only
 * rise within a partition, so the second copy is known by an offset that was passed already.
 */
final class StoreTally {
  private static final String STORED = "stored";
  private static final String NEXT_RAW = "raw.";

  private final LedgerEntry base;
  private final Map<String, Long> counts;
  private long next;
  private @Nullable Instant newest;
  private @Nullable Instant first;

  StoreTally(LedgerEntry base) {
    this.base = base;
    this.counts = new TreeMap<>(base.counts());
    this.next = base.nextOffset();
    this.newest = base.newestEventAt();
    this.first = base.oldestEventAt();
  }

  /** First offset that was not passed yet. */
  long next() {
    return next;
  }

  void stored(ConsumerRecord<byte[], byte[]> record, Instant at, boolean quarantined) {
    if (!quarantined) {
      newest = newest == null || newest.isBefore(at) ? at : newest;
      first = first == null ? at : first;
    }
    String partition = text(record.headers(), RecordHeaders.RAW_PARTITION);
    String offset = text(record.headers(), RecordHeaders.RAW_OFFSET);
    if (partition == null || offset == null) {
      // somebody else wrote it into the topic: its own offset tells
      if (record.offset() >= next) {
        counts.merge(STORED, 1L, Long::sum);
      }
    } else {
      long raw = Long.parseLong(offset);
      if (raw >= counts.getOrDefault(NEXT_RAW + partition, 0L)) {
        counts.merge(STORED, 1L, Long::sum);
        counts.put(NEXT_RAW + partition, raw + 1);
      }
    }
    passed(record);
  }

  void passed(ConsumerRecord<byte[], byte[]> record) {
    next = Math.max(next, record.offset() + 1);
  }

  LedgerEntry entry() {
    return new LedgerEntry(
        base.stage(),
        base.feed(),
        base.topic(),
        base.partition(),
        next,
        counts,
        newest,
        first,
        null,
        base.topicId());
  }
}
