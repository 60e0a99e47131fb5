package tributary.ingest.sse;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.ingest.sse.StreamCounts.Totals;
import tributary.platform.RememberedKeys;

/**
 * What is known of one stream of a connection: the keys that are stored or under way, and the
 * position behind the last event before which nothing is missing. Guarded by {@link InFlight}.
 */
final class StreamState {
  private final String stream;
  private final RememberedKeys stored;
  private final Set<EventKey> underWay = new HashSet<>();
  private final ResumePoint resume;
  private final StreamCounts counts;
  private long repeats;
  private long gaps;

  StreamState(String stream, int rememberedKeys, StreamCounts counts) {
    this.stream = stream;
    this.stored = new RememberedKeys(rememberedKeys);
    this.resume = new ResumePoint(stream);
    this.counts = counts;
    Totals before = counts.last(stream);
    this.repeats = before.repeats();
    this.gaps = before.gaps();
  }

  String stream() {
    return stream;
  }

  ResumePoint resume() {
    return resume;
  }

  boolean knows(EventKey key) {
    return underWay.contains(key) || stored.contains(key);
  }

  void begin(EventKey key) {
    underWay.add(key);
    counts.event(stream);
  }

  void forget(EventKey key) {
    underWay.remove(key);
  }

  void keep(EventKey key) {
    underWay.remove(key);
    stored.add(key, 0);
  }

  /** This event and all before it are stored. */
  void storedUpTo(@Nullable String id) {
    resume.stored(id);
    publish();
  }

  void repeated() {
    repeats++;
    publish();
  }

  void lost(long events) {
    gaps += events;
    publish();
  }

  private void publish() {
    counts.now(stream, new Totals(repeats, gaps), resume.text());
  }
}
