package tributary.ingest.sse;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Waiting times between vain attempts: doubling from the smallest to the largest, with jitter. */
final class BackOff {
  private static final double JITTER = 0.2;

  private final Duration smallest;
  private final Duration largest;
  private final DoubleSupplier random;
  private int attempts;

  /**
   * @param random numbers in [0, 1)
   */
  BackOff(Duration smallest, Duration largest, DoubleSupplier random) {
    this.smallest = smallest;
    this.largest = largest;
    this.random = random;
  }

  Duration next() {
    double plain = smallest.toMillis() * Math.pow(2, Math.min(attempts++, 40));
    double spread = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    long millis = (long) (Math.min(plain, largest.toMillis()) * spread);
    return Duration.ofMillis(Math.min(millis, largest.toMillis()));
  }

  void reset() {
    attempts = 0;
  }
}
