package tributary.ingest.sse;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.ingest.sse.StreamId.Entry;

/**
 * Gives every event of one connection its key, and its time in the source's log. An event without
 * an id of its own is known by its bytes, that time, and how often the pair was met.
 */
final class Identity {
  private static final int COUNTED_PAIRS = 10_000;

  private final Map<EventKey, Integer> occurrences =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EventKey, Integer> eldest) {
          return size() > COUNTED_PAIRS;
        }
      };
  private @Nullable String idBefore;
  private @Nullable String idNow;

  /**
   * @param lastEventId what was sent to the server; null when nothing was
   */
  Identity(@Nullable String lastEventId) {
    this.idNow = lastEventId;
  }

  /** To be called once for each event, in order. */
  EventKey keyOf(SseEvent event, Envelope envelope) {
    String given = event.id();
    if (given != null && !given.equals(idNow)) {
      idBefore = idNow;
      idNow = given;
    }
    if (envelope.id() != null) {
      return EventKey.ofId(envelope.id());
    }
    String hash = event.fullSha256();
    byte[] content =
        hash == null ? event.data() : hash.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    long time = time();
    int occurrence = occurrences.merge(EventKey.ofContent(content, time, 0), 1, Integer::sum);
    return EventKey.ofContent(content, time, occurrence);
  }

  /**
   * The time in the log of the event last given: that of the entry by which its id differs from the
   * id before. Events with equal ids share their time. -1 when the stream has no such ids.
   */
  long time() {
    StreamId now = StreamId.parse(idNow);
    if (now == null) {
      return -1;
    }
    StreamId before = StreamId.parse(idBefore);
    Set<Entry> known = before == null ? Set.of() : new HashSet<>(before.entries());
    long changed = -1;
    long largest = -1;
    for (Entry entry : now.entries()) {
      largest = Math.max(largest, entry.timestamp());
      if (!known.contains(entry)) {
        changed = Math.max(changed, entry.timestamp());
      }
    }
    return changed >= 0 ? changed : largest;
  }
}
