package tributary.serve;

import java.time.Instant;
import tributary.event.ChangePartitions;

/** Ten seconds of a minute: a partition of {@code changes_by_minute}. */
record ChangeSlice(Instant minute, int number) implements Comparable<ChangeSlice> {
  Instant from() {
    return ChangePartitions.startOfSlice(minute, number);
  }

  Instant to() {
    return ChangePartitions.startOfSlice(minute, number + 1);
  }

  @Override
  public int compareTo(ChangeSlice other) {
    return from().compareTo(other.from());
  }
}
