package tributary.simulator;

import java.util.Random;
import java.util.UUID;

/** Event ids as the sources make them, UUIDs of version 4, but the same for the same seed. */
final class RandomIds {
  private RandomIds() {}

  static String next(Random random) {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
