package tributary.event.summary;

/**
 * Places keys evenly on 63 bits. The hashes are stored, so this must stay as it is: a change wants
 * a new format byte in {@link Distinct}.
 */
final class KeyHash {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private KeyHash() {}

  /** Never 0, never negative. */
  static long of(String domain, String name) {
    long hash = mix(roll(roll(0, domain) ^ GOLDEN, name)) >>> 1;
    return hash == 0 ? 1 : hash;
  }

  private static long roll(long start, String text) {
    long hash = start + text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * GOLDEN;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  static long mix(long value) {
    long hash = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return hash ^ (hash >>> 31);
  }
}
