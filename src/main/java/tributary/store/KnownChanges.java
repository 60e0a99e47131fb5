package tributary.store;

import java.util.HashMap;
import java.util.Map;
import tributary.event.Change;
import tributary.event.EventKey;
import tributary.platform.RememberedKeys;

/**
 * Knows of most changes that they were never stored, so that they are written without asking the
 * store. rcids of a wiki rise, nearly: what lies above everything that was forgotten, and is not
 * among the newest that are remembered, is new. Says "may be stored" too often, never too seldom.
 * Not for several threads.
 */
final class KnownChanges {
  private final int remembered;
  private final Map<String, Long> forgotten;
  private Generation older;
  private Generation newer;

  /** Changes of one stretch, and the highest rcid of each wiki among them. */
  private record Generation(RememberedKeys keys, Map<String, Long> highest) {
    static Generation of(int capacity) {
      return new Generation(new RememberedKeys(capacity), new HashMap<>());
    }
  }

  /**
   * @param remembered how many of the newest changes are known one by one, at least
   * @param highest rcid of each wiki up to which something was stored before
   */
  KnownChanges(int remembered, Map<String, Long> highest) {
    this.remembered = remembered;
    this.forgotten = new HashMap<>(highest);
    this.older = Generation.of(remembered);
    this.newer = Generation.of(remembered);
  }

  boolean mayBeStored(Change change) {
    Long rcid = change.rcid();
    if (rcid == null || rcid <= forgotten.getOrDefault(change.wiki(), 0L)) {
      return true;
    }
    EventKey key = EventKey.ofId(change.identity());
    return newer.keys().contains(key) || older.keys().contains(key);
  }

  /** To be called when the change's rows are durable; before that it may be called as well. */
  void stored(Change change) {
    Long rcid = change.rcid();
    if (rcid == null) {
      return;
    }
    if (newer.keys().size() >= remembered) {
      older.highest().forEach((wiki, highest) -> forgotten.merge(wiki, highest, Math::max));
      older = newer;
      newer = Generation.of(remembered);
    }
    newer.keys().add(EventKey.ofId(change.identity()), 0);
    newer.highest().merge(change.wiki(), rcid, Math::max);
  }
}
