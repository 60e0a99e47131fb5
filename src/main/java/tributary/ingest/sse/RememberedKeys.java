package tributary.ingest.sse;

/**
 * The newest keys that were stored, exactly, in 24 bytes a key: a ring in order of arrival, and an
 * open-addressed index into it. The oldest key makes room for the newest. Not for several threads.
 */
final class RememberedKeys {
  private static final int EMPTY = 0;

  private final int capacity;
  private final long[] ring;
  private final int[] index;
  private final int mask;
  private long added;

  RememberedKeys(int capacity) {
    if (capacity < 1 || capacity > 1 << 28) {
      throw new IllegalArgumentException("cannot remember " + capacity + " keys");
    }
    this.capacity = capacity;
    this.ring = new long[2 * capacity];
    int slots = Integer.highestOneBit(Math.max(2 * capacity - 1, 2)) * 2;
    this.index = new int[slots];
    this.mask = slots - 1;
  }

  boolean contains(EventKey key) {
    return index[find(key.high(), key.low())] != EMPTY;
  }

  /** Returns whether the key is new. */
  boolean add(EventKey key) {
    if (contains(key)) {
      return false;
    }
    int place = (int) (added % capacity);
    if (added >= capacity) {
      remove(find(ring[2 * place], ring[2 * place + 1]));
    }
    ring[2 * place] = key.high();
    ring[2 * place + 1] = key.low();
    index[find(key.high(), key.low())] = place + 1;
    added++;
    return true;
  }

  int size() {
    return (int) Math.min(added, capacity);
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  private int find(long high, long low) {
    int slot = home(high, low);
    while (index[slot] != EMPTY) {
      int place = index[slot] - 1;
      if (ring[2 * place] == high && ring[2 * place + 1] == low) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int home(long high, long low) {
    long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32) & mask;
  }

  /** Empties a slot and closes the gap, so that no search ends before its key. */
  private void remove(int slot) {
    int gap = slot;
    int next = (gap + 1) & mask;
    while (index[next] != EMPTY) {
      int place = index[next] - 1;
      int home = home(ring[2 * place], ring[2 * place + 1]);
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        index[gap] = index[next];
        gap = next;
      }
      next = (next + 1) & mask;
    }
    index[gap] = EMPTY;
  }
}
