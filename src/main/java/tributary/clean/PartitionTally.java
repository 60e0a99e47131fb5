package tributary.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tributary.platform.LedgerEntry;

/**
 * The counts of one raw partition: each offset is counted once, whatever comes again. Numbers are
 * absolute; with {@code next} they say exactly which records they include.
 */
final class PartitionTally {
  private final String topic;
  private final String feed;
  private final int partition;
  private final long past;
  private final @Nullable String topicId;
  private final Map<String, Long> counts;
  private long next;
  private @Nullable Instant newest;
  private @Nullable Instant first;
  private byte @Nullable [] position;

  PartitionTally(LedgerEntry entry) {
    this.topic = entry.topic();
    this.feed = entry.feed();
    this.partition = entry.partition();
    this.past = entry.past();
    this.topicId = entry.topicId();
    this.counts = new TreeMap<>(entry.counts());
    this.next = entry.nextOffset();
    this.newest = entry.newestEventAt();
    this.first = entry.oldestEventAt();
    this.position = entry.position() == null ? null : entry.position().getBytes(UTF_8);
  }

  /** First offset that is not counted yet. */
  long next() {
    return next;
  }

  /** Added to an offset of this topic, a number that rises also when the topic is made anew. */
  long past() {
    return past;
  }

  /**
   * @param replayed the record was dead before: its outcome moves, it does not come in again
   * @param sseId position of the record in its source, as the bytes of its header: of thousands
   *     only the last is read
   * @param futureLimit a clean event later than this moves no clock
   */
  void count(
      long offset,
      Verdict verdict,
      boolean replayed,
      byte @Nullable [] sseId,
      Instant futureLimit) {
    if (offset < next) {
      return;
    }
    next = offset + 1;
    if (sseId != null) {
      position = sseId;
    }
    if (verdict instanceof Verdict.Repeat) {
      add("repeats", 1);
      return;
    }
    if (replayed) {
      add("dead", -1);
    } else {
      add("in", 1);
    }
    if (verdict instanceof Verdict.Clean clean) {
      add("clean", 1);
      if (!clean.at().isAfter(futureLimit)) {
        newest = newest == null || newest.isBefore(clean.at()) ? clean.at() : newest;
        first = first == null ? clean.at() : first;
      }
    } else if (verdict instanceof Verdict.Filtered filtered) {
      add("filtered." + filtered.reason(), 1);
    } else {
      add("dead", 1);
    }
  }

  LedgerEntry entry() {
    String at = position == null ? null : new String(position, UTF_8);
    return new LedgerEntry(
        "clean", feed, topic, partition, next, counts, newest, first, at, topicId);
  }

  private void add(String name, long n) {
    counts.merge(name, n, Long::sum);
  }
}
