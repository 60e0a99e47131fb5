package tributary.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.platform.RememberedKeys;

/**
 * Knows of most things that they were never stored, so that they are written without asking the
 * store. The numbers a wiki gives (rcids of changes, ids of pages) rise, nearly: what lies above
 * everything that was forgotten, and is not among the newest that are remembered, is new. Says "may
 * be stored" too often, never too seldom. Not for several threads.
 */
final class KnownNumbers {
  private final int remembered;
  private final Map<String, Long> forgotten;
  private Generation older;
  private Generation newer;

  /** Things of one stretch, and the highest number of each wiki among them. */
  private record Generation(RememberedKeys keys, Map<String, Long> highest) {
    static Generation of(int capacity) {
      return new Generation(new RememberedKeys(capacity), new HashMap<>());
    }
  }

  /**
   * @param remembered how many of the newest are known one by one, at least
   * @param highest number of each wiki up to which something was stored before
   */
  KnownNumbers(int remembered, Map<String, Long> highest) {
    this.remembered = remembered;
    this.forgotten = new HashMap<>(highest);
    this.older = Generation.of(remembered);
    this.newer = Generation.of(remembered);
  }

  /**
   * @param number of the thing in its wiki; null when it has none
   * @param identity by which the thing is known from all others of its feed
   */
  boolean mayBeStored(String wiki, @Nullable Long number, String identity) {
    if (number == null || number <= forgotten.getOrDefault(wiki, 0L)) {
      return true;
    }
    EventKey key = EventKey.ofId(identity);
    return newer.keys().contains(key) || older.keys().contains(key);
  }

  /** To be called when the rows are durable; before that it may be called as well. */
  void stored(String wiki, @Nullable Long number, String identity) {
    if (number == null) {
      return;
    }
    if (newer.keys().size() >= remembered) {
      older.highest().forEach((name, highest) -> forgotten.merge(name, highest, Math::max));
      older = newer;
      newer = Generation.of(remembered);
    }
    newer.keys().add(EventKey.ofId(identity), 0);
    newer.highest().merge(wiki, number, Math::max);
  }
}
