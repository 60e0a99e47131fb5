package tributary.serve;

import java.time.Instant;

/**
 * A stretch of time in a certain state of the store.
 *
 * @param version two stretches with the same one hold the same numbers
 */
record Stretch(Length length, Instant start, String version) {
  /** How long it is. */
  enum Length {
    MINUTE,
    HOUR,
    DAY,
    /** Several days, one behind the other. */
    DAYS
  }
}
