package tributary.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All topics of the simulated Kafka, in memory, thread-safe; whoever waits is woken by an append.
 */
final class EventLog {
  /** Makes the bytes of a record once its offset is known. */
  interface Stamp {
    byte[] at(String topic, long offset);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, TopicLog> topics = new HashMap<>();
  private long changes;

  LogEntry append(String topic, long millis, Stamp stamp) {
    lock.lock();
    try {
      LogEntry entry = topic(topic).append(millis, stamp);
      changes++;
      changed.signalAll();
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** Lets an empty topic begin at another offset than 0. */
  void beginAt(String topic, long firstOffset) {
    lock.lock();
    try {
      if (topic(topic).first() != topic(topic).end()) {
        throw new IllegalStateException(topic + " holds records already");
      }
      topics.put(topic, new TopicLog(topic, firstOffset));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Up to {@code most} records behind the given positions, each topic on its own: history is not
   * merged by time. Moves the positions.
   */
  List<LogEntry> take(List<TopicPosition> positions, int most, long mostBytes) {
    lock.lock();
    try {
      List<LogEntry> taken = new ArrayList<>();
      long bytes = 0;
      for (TopicPosition position : positions) {
        TopicLog log = topic(position.topic());
        position.notBelow(log.first());
        while (position.next() < log.end() && taken.size() < most && bytes < mostBytes) {
          LogEntry entry = log.at(position.next());
          position.passed(entry);
          taken.add(entry);
          bytes += entry.data().length;
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  long end(String topic) {
    lock.lock();
    try {
      return topic(topic).end();
    } finally {
      lock.unlock();
    }
  }

  boolean holds(String topic, long offset) {
    lock.lock();
    try {
      return offset >= topic(topic).first() && offset <= topic(topic).end();
    } finally {
      lock.unlock();
    }
  }

  long firstNotOlderThan(String topic, long millis) {
    lock.lock();
    try {
      return topic(topic).firstNotOlderThan(millis);
    } finally {
      lock.unlock();
    }
  }

  void forgetOlderThan(long millis) {
    lock.lock();
    try {
      for (TopicLog log : topics.values()) {
        log.forgetBelow(log.firstNotOlderThan(millis));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Counts appends and wake-ups; hand it to {@link #awaitChange}. */
  long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns when something was appended or somebody called since {@code seen}, or after a while.
   */
  void awaitChange(long seen, long millis) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void wakeAll() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private TopicLog topic(String name) {
    return topics.computeIfAbsent(name, missing -> new TopicLog(missing, 0));
  }
}
