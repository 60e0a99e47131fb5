package tributary.platform;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one stage has done with one partition, as absolute numbers: everything below {@code
 * nextOffset} is counted, nothing above it is. Whoever starts again from an earlier offset counts
 * only from {@code nextOffset} on, so no replay can change a number.
 *
 * @param stage {@code ingest}, {@code gap}, {@code clean}, {@code store} or {@code measure}
 * @param feed the feed, such as {@code page-create}
 * @param topic the topic the stage reads (ingest: writes), without prefix
 * @param partition of {@code topic}
 * @param nextOffset first offset not counted yet
 * @param counts name to number of events since the installation began, such as {@code in} or {@code
 *     filtered.canary}
 * @param newestEventAt largest event time met that was not in the future; null before the first
 * @param oldestEventAt smallest event time met (ingest: from when on the feed is followed); null
 *     before the first
 * @param position the SSE id of the last record, as it came
 * @param topicId Kafka's own id of the topic the offsets belong to: a topic that was deleted and
 *     made anew has another. Null when not known
 */
public record LedgerEntry(
    String stage,
    String feed,
    String topic,
    int partition,
    long nextOffset,
    Map<String, Long> counts,
    @Nullable Instant newestEventAt,
    @Nullable Instant oldestEventAt,
    @Nullable String position,
    @Nullable String topicId) {
  /** Offsets of topics that stood under the same name before: count of all of them. */
  private static final String PAST = "past";

  public LedgerEntry {
    counts = Map.copyOf(counts);
  }

  public LedgerEntry(
      String stage,
      String feed,
      String topic,
      int partition,
      long nextOffset,
      Map<String, Long> counts,
      @Nullable Instant newestEventAt,
      @Nullable Instant oldestEventAt,
      @Nullable String position) {
    this(
        stage,
        feed,
        topic,
        partition,
        nextOffset,
        counts,
        newestEventAt,
        oldestEventAt,
        position,
        null);
  }

  public static LedgerEntry none(String stage, String feed, String topic, int partition) {
    return new LedgerEntry(stage, feed, topic, partition, 0, Map.of(), null, null, null);
  }

  /**
   * The same in the topic with this id. When that is another topic than before, its offsets begin
   * again at 0 and all of them are new; the counts go on.
   */
  LedgerEntry in(String id) {
    boolean anew = topicId != null && !topicId.equals(id);
    Map<String, Long> all = new TreeMap<>(counts);
    if (anew) {
      all.merge(PAST, nextOffset, Long::sum);
    }
    return new LedgerEntry(
        stage,
        feed,
        topic,
        partition,
        anew ? 0 : nextOffset,
        all,
        newestEventAt,
        oldestEventAt,
        position,
        id);
  }

  /** The entry that holds when {@code later} was written behind this one. */
  LedgerEntry or(LedgerEntry later) {
    boolean anew = later.topicId != null && topicId != null && !later.topicId.equals(topicId);
    return anew || later.nextOffset >= nextOffset ? later : this;
  }

  /** Added to an offset, this makes a number that rises also when the topic is made anew. */
  public long past() {
    return count(PAST);
  }

  /** Key of the compacted record. */
  public String key() {
    return stage + "/" + topic + "/" + partition;
  }

  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
