package tributary.ingest.sse;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;

/** What is stored of a stream already; a connection reads it before it begins. */
public interface StoredEvents {
  /**
   * @param key the event's key; null when the record carries none
   * @param id the SSE id it came with; null for a record that has no position
   * @param envelope its {@code meta}; null for a record that has no position
   */
  record StoredEvent(@Nullable EventKey key, @Nullable String id, @Nullable Envelope envelope) {}

  /** Hands over the newest {@code count} stored events of the stream, oldest first. */
  void newest(String stream, int count, Consumer<StoredEvent> to) throws InterruptedException;

  /** Nothing is stored: positions live in memory only. */
  static StoredEvents none() {
    return (stream, count, to) -> {};
  }
}
