package tributary.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values in memory, together not heavier than a bound; those that nobody asked for longest go
 * first. For several threads.
 */
final class Held<K, V> {
  private final long bound;
  private final LinkedHashMap<K, Weighed<V>> values = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  private record Weighed<V>(V value, long weight) {}

  /**
   * @param bound in bytes
   */
  Held(long bound) {
    this.bound = bound;
  }

  synchronized @Nullable V get(K key) {
    Weighed<V> found = values.get(key);
    return found == null ? null : found.value();
  }

  /** Something heavier than the bound is not kept. */
  synchronized void put(K key, V value, long bytes) {
    remove(key);
    if (bytes > bound) {
      return;
    }
    values.put(key, new Weighed<>(value, bytes));
    weight += bytes;
    var eldest = values.entrySet().iterator();
    while (weight > bound) {
      Map.Entry<K, Weighed<V>> gone = eldest.next();
      weight -= gone.getValue().weight();
      eldest.remove();
    }
  }

  private void remove(K key) {
    Weighed<V> before = values.remove(key);
    weight -= before == null ? 0 : before.weight();
  }

  /** For tests and for people: bytes that are held, about. */
  synchronized long weight() {
    return weight;
  }
}
