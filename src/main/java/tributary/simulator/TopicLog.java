package tributary.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of one topic in order of arrival. Not thread-safe: {@link EventLog} guards it. Lookup
 * by time finds what Kafka finds: the first record in log order that is not older.
 */
final class TopicLog {
  private final String name;
  private final List<LogEntry> entries = new ArrayList<>();

  /** Largest Kafka time up to and including each entry: makes the lookup by time a bisection. */
  private final List<Long> newestUpTo = new ArrayList<>();

  private long firstOffset;

  TopicLog(String name, long firstOffset) {
    this.name = name;
    this.firstOffset = firstOffset;
  }

  LogEntry append(long millis, EventLog.Stamp stamp) {
    LogEntry entry = new LogEntry(name, end(), millis, stamp.at(name, end()));
    long before = newestUpTo.isEmpty() ? Long.MIN_VALUE : newestUpTo.get(newestUpTo.size() - 1);
    entries.add(entry);
    newestUpTo.add(Math.max(before, millis));
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
    return entries.get(Math.toIntExact(offset - firstOffset));
  }

  /**
   * Offset of the first record in log order whose time is at least {@code millis}; else the end.
   */
  long firstNotOlderThan(long millis) {
    int low = 0;
    int high = entries.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (newestUpTo.get(middle) >= millis) {
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
    entries.subList(0, count).clear();
    firstOffset += count;
    newestUpTo.clear();
    long newest = Long.MIN_VALUE;
    for (LogEntry entry : entries) {
      newest = Math.max(newest, entry.millis());
      newestUpTo.add(newest);
    }
  }
}
