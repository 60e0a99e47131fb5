package tributary.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happened in each of the last seconds, by event time and in absolute numbers, so that a
 * second that is told again only replaces what was told before. Not for several threads.
 */
final class LiveSeconds {
  private final long window;
  private final TreeMap<Long, long[]> counts = new TreeMap<>();
  private final TreeSet<Long> touched = new TreeSet<>();
  private long knownFrom = Long.MAX_VALUE;
  private long toldTo = Long.MAX_VALUE;

  LiveSeconds(long window) {
    this.window = window;
  }

  /**
   * One second; without numbers where not everything of it was read.
   *
   * @param events changes
   * @param bytes that they changed
   * @param pageCreations pages that were created
   */
  record Second(
      Instant start, @Nullable Long events, @Nullable Long bytes, @Nullable Long pageCreations) {}

  /** From here on everything was read. */
  void knownFrom(Instant time) {
    knownFrom = time.getNano() == 0 ? time.getEpochSecond() : time.getEpochSecond() + 1;
  }

  void change(Instant at, Instant now, long bytes) {
    long[] second = of(at, now);
    if (second != null) {
      second[0]++;
      second[1] += bytes;
    }
  }

  void pageCreation(Instant at, Instant now) {
    long[] second = of(at, now);
    if (second != null) {
      second[2]++;
    }
  }

  private long @Nullable [] of(Instant at, Instant now) {
    long second = at.getEpochSecond();
    if (second <= now.getEpochSecond() - window) {
      return null;
    }
    touched.add(second);
    return counts.computeIfAbsent(second, start -> new long[3]);
  }

  /** The seconds that have changed or begun since the last call, oldest first. */
  List<Second> changed(Instant now) {
    long end = now.getEpochSecond();
    long first = end - window + 1;
    for (long second = Math.max(first, Math.min(toldTo, end) + 1); second <= end; second++) {
      touched.add(second);
    }
    toldTo = end;
    counts.headMap(first).clear();
    touched.headSet(first).clear();
    List<Second> changed = new ArrayList<>();
    touched.headSet(end, true).forEach(second -> changed.add(second(second)));
    touched.headSet(end, true).clear();
    return changed;
  }

  /** All of the window, oldest first. */
  List<Second> all(Instant now) {
    List<Second> all = new ArrayList<>();
    long end = now.getEpochSecond();
    for (long second = end - window + 1; second <= end; second++) {
      all.add(second(second));
    }
    return all;
  }

  private Second second(long second) {
    Instant start = Instant.ofEpochSecond(second);
    if (second < knownFrom) {
      return new Second(start, null, null, null);
    }
    long[] count = counts.getOrDefault(second, new long[3]);
    return new Second(start, count[0], count[1], count[2]);
  }
}
