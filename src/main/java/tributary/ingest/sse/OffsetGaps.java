package tributary.ingest.sse;

import java.util.HashMap;
import java.util.Map;
import tributary.ingest.sse.StreamId.Source;

/**
 * Notices events that never came: {@code meta.offset} is consecutive in each topic of the source.
 * An event that does not tell its offset has taken one too, so it explains one that is missing.
 */
final class OffsetGaps {
  private record Seen(long offset, long unnumberedBefore) {}

  private final Map<Source, Seen> last = new HashMap<>();
  private long unnumbered;

  /** Returns how many events are missing between the one before and this one. */
  long lostBefore(Envelope event) {
    if (event.topic() == null || event.offset() < 0) {
      return 0;
    }
    Source source = new Source(event.topic(), event.partition());
    Seen before = last.get(source);
    if (before != null && event.offset() <= before.offset()) {
      return 0;
    }
    last.put(source, new Seen(event.offset(), unnumbered));
    if (before == null) {
      return 0;
    }
    long missing = event.offset() - before.offset() - 1;
    return Math.max(0, missing - (unnumbered - before.unnumberedBefore()));
  }

  /** An event came whose offset is not known. */
  void unnumbered() {
    unnumbered++;
  }
}
