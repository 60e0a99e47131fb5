package tributary.ingest.sse;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tributary.ingest.sse.StreamId.Source;

/**
 * Notices events that never came: {@code meta.offset} is consecutive in each topic of the source.
 * An event that does not tell its offset has taken one too, so it explains one that is missing.
 */
final class OffsetGaps {
  /**
   * @param events how many are missing
   * @param from milliseconds, the time in the log of the event before; -1 when its id told none
   * @param to the same of the event behind
   */
  record Gap(long events, long from, long to) {}

  private record Seen(long offset, long unnumberedBefore, @Nullable String id) {}

  private final Map<Source, Seen> last = new HashMap<>();
  private long unnumbered;

  /**
   * Returns what is missing between the event before and this one; null when nothing is.
   *
   * @param id the SSE id that the event came with
   */
  @Nullable Gap before(Envelope event, @Nullable String id) {
    if (event.topic() == null || event.offset() < 0) {
      return null;
    }
    Source source = new Source(event.topic(), event.partition());
    Seen before = last.get(source);
    if (before != null && event.offset() <= before.offset()) {
      return null;
    }
    last.put(source, new Seen(event.offset(), unnumbered, id));
    if (before == null) {
      return null;
    }
    long missing = event.offset() - before.offset() - 1 - (unnumbered - before.unnumberedBefore());
    return missing <= 0 ? null : new Gap(missing, time(source, before.id()), time(source, id));
  }

  /** An event came whose offset is not known. */
  void unnumbered() {
    unnumbered++;
  }

  private static long time(Source source, @Nullable String id) {
    StreamId parsed = StreamId.parse(id);
    return parsed == null
        ? -1
        : parsed.entries().stream()
            .filter(entry -> entry.source().equals(source))
            .mapToLong(StreamId.Entry::timestamp)
            .findFirst()
            .orElse(-1);
  }
}
