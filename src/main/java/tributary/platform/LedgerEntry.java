package tributary.platform;

import java.time.Instant;
import java.util.Map;
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
    @Nullable String position) {

  public LedgerEntry {
    counts = Map.copyOf(counts);
  }

  public static LedgerEntry none(String stage, String feed, String topic, int partition) {
    return new LedgerEntry(stage, feed, topic, partition, 0, Map.of(), null, null, null);
  }

  /** Key of the compacted record. */
  public String key() {
    return stage + "/" + topic + "/" + partition;
  }

  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
