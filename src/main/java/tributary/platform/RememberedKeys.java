package tributary.platform;

import tributary.event.EventKey;

/**
 * The newest event keys, exactly, each with the offset at which it was met first, in 32 bytes a
 * key: a ring in order of arrival, and an open-addressed index into it. The oldest key makes room
 * for the newest. Not for several threads.
 */
public final class RememberedKeys {
  /** What {@link #offsetOf} gives for a key that is not known. */
  public static final long UNKNOWN = -1;

  private static final int EMPTY = 0;
  private static final int LONGS = 3;

  private final int capacity;
  private final long[] ring;
  private final int[] index;
  private final int mask;
  private long added;

  public RememberedKeys(int capacity) {
    if (capacity < 1 || capacity > 1 << 26) {
      throw new IllegalArgumentException("cannot remember " + capacity + " keys");
    }
    this.capacity = capacity;
    this.ring = new long[LONGS * capacity];
    int slots = Integer.highestOneBit(Math.max(2 * capacity - 1, 2)) * 2;
    this.index = new int[slots];
    this.mask = slots - 1;
  }

  public boolean contains(EventKey key) {
    return offsetOf(key) != UNKNOWN;
  }

  /** The offset the key was added with, or {@link #UNKNOWN}. */
  public long offsetOf(EventKey key) {
    int place = index[find(key.high(), key.low())];
    return place == EMPTY ? UNKNOWN : ring[LONGS * (place - 1) + 2];
  }

  /**
   * Keeps the key with the offset; the offset of a key that is known stays what it was.
   *
   * @return whether the key is new
   */
  public boolean add(EventKey key, long offset) {
    if (contains(key)) {
      return false;
    }
    int place = (int) (added % capacity);
    if (added >= capacity) {
      remove(find(ring[LONGS * place], ring[LONGS * place + 1]));
    }
    ring[LONGS * place] = key.high();
    ring[LONGS * place + 1] = key.low();
    ring[LONGS * place + 2] = offset;
    index[find(key.high(), key.low())] = place + 1;
    added++;
    return true;
  }

  public int size() {
    return (int) Math.min(added, capacity);
  }

  /** The slot that holds the key, or the empty one where it belongs. */
  private int find(long high, long low) {
    int slot = home(high, low);
    while (index[slot] != EMPTY) {
      int place = index[slot] - 1;
      if (ring[LONGS * place] == high && ring[LONGS * place + 1] == low) {
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
      int home = home(ring[LONGS * place], ring[LONGS * place + 1]);
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        index[gap] = index[next];
        gap = next;
      }
      next = (next + 1) & mask;
    }
    index[gap] = EMPTY;
  }
}
