package tributary.measure;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit hashes of identities, 16 bytes each at most. Two of a million different changes have the
 * same hash once in forty million times.
 */
final class IdentitySet {
  private static final int SMALLEST = 64;

  private long[] slots = new long[SMALLEST];
  private int size;

  /** Never 0. Stored with the state, so it must stay as it is. */
  static long hash(byte[] identity) {
    long hash = identity.length;
    for (byte one : identity) {
      hash = (hash ^ (one & 0xFF)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }

  static long hash(String identity) {
    return hash(identity.getBytes(StandardCharsets.UTF_8));
  }

  int size() {
    return size;
  }

  boolean contains(long hash) {
    return slots[slot(hash)] == hash;
  }

  /** False when it was there already. */
  boolean add(long hash) {
    int slot = slot(hash);
    if (slots[slot] == hash) {
      return false;
    }
    slots[slot] = hash;
    size++;
    if (size * 3L > slots.length * 2L) {
      grow();
    }
    return true;
  }

  /** Closes the hole, so that no marker of what is gone stays. */
  void remove(long hash) {
    int hole = slot(hash);
    if (slots[hole] != hash) {
      return;
    }
    size--;
    int mask = slots.length - 1;
    int next = hole;
    while (true) {
      slots[hole] = 0;
      long moved;
      do {
        next = (next + 1) & mask;
        moved = slots[next];
        if (moved == 0) {
          return;
        }
        // stays, when its own place lies between the hole and where it is
      } while (between(hole, home(moved), next));
      slots[hole] = moved;
      hole = next;
    }
  }

  private static boolean between(int hole, int home, int at) {
    return hole <= at ? hole < home && home <= at : hole < home || home <= at;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        slots[slot(hash)] = hash;
      }
    }
  }

  private int home(long hash) {
    return (int) (hash >>> 32) & (slots.length - 1);
  }

  private int slot(long hash) {
    int mask = slots.length - 1;
    int slot = home(hash);
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
