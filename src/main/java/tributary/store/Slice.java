package tributary.store;

import java.time.Instant;
import tributary.event.ChangePartitions;

/** Ten seconds of a minute: a partition of {@code changes_by_minute}. */
record Slice(Instant minute, byte number) implements Comparable<Slice> {

  static Slice of(Instant at) {
    return new Slice(ChangePartitions.minute(at), ChangePartitions.sliceOfMinute(at));
  }

  @Override
  public int compareTo(Slice other) {
    int byMinute = minute.compareTo(other.minute);
    return byMinute != 0 ? byMinute : Byte.compare(number, other.number);
  }
}
