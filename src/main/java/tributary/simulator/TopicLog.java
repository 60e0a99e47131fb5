package tributary.simulator;

import java.util.Arrays;

/**
 * The records of one topic in order of arrival. Not thread-safe: {@link EventLog} guards it. Lookup
 * by time finds what Kafka finds: the first record in log order that is not older.
 */
final class TopicLog {
  private final String name;
  private final PackedEntries entries;

  /** Largest Kafka time up to and including each entry: makes the lookup by time a bisection. */
  private long[] newestUpTo = new long[64];

  private long firstOffset;

  TopicLog(String name, long firstOffset) {
    this.name = name;
    this.entries = new PackedEntries(name);
    this.firstOffset = firstOffset;
  }

  LogEntry append(long millis, EventLog.Stamp stamp) {
    int size = entries.size();
    LogEntry entry = new LogEntry(name, end(), millis, stamp.at(name, end()));
    long before = size == 0 ? Long.MIN_VALUE : newestUpTo[size - 1];
    if (size == newestUpTo.length) {
      newestUpTo = Arrays.copyOf(newestUpTo, 2 * size);
    }
    newestUpTo[size] = Math.max(before, millis);
    entries.add(entry);
    return entry;
  }

  long first() {
    return firstOffset;
  }

  /** Offset that the next record will get. */
  long end() {
    return firstOffset + entries.size();
  }

  LogEntry at(long offset) {
    return entries.at(Math.toIntExact(offset - firstOffset), firstOffset);
  }

  /**
   * Offset of the first record in log order whose time is at least {@code millis}; else the end.
   */
  long firstNotOlderThan(long millis) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (newestUpTo[middle] >= millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return firstOffset + low;
  }

  /** Forgets everything below {@code offset}, as retention does. */
  void forgetBelow(long offset) {
    int count = (int) Math.max(0, Math.min(offset, end()) - firstOffset);
    newestUpTo = Arrays.copyOfRange(newestUpTo, count, Math.max(count + 64, newestUpTo.length));
    entries.drop(count);
    firstOffset += count;
  }
}
