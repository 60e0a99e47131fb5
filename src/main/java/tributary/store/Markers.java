package tributary.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which small index rows were written lately, so that a thousand pages of one user and
 * day write the day once. Only a saving: forgetting costs a write that changes nothing. Everything
 * is forgotten each hour, so that rows with a TTL are renewed.
 */
final class Markers {
  private static final Duration LIFE = Duration.ofHours(1);

  private final Clock clock;
  private final Set<Object> written;
  private Instant since;

  Markers(int capacity, Clock clock) {
    this.clock = clock;
    this.since = clock.instant();
    this.written =
        Collections.newSetFromMap(
            new LinkedHashMap<>() {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
                return size() > capacity;
              }
            });
  }

  synchronized boolean isWritten(Object marker) {
    Instant now = clock.instant();
    if (now.isAfter(since.plus(LIFE))) {
      written.clear();
      since = now;
    }
    return written.contains(marker);
  }

  /** To be called when the row is durable, not before. */
  synchronized void written(Iterable<?> markers) {
    markers.forEach(written::add);
  }
}
