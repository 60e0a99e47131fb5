package tributary.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tributary.platform.FeedGap;

/**
 * Where events of one feed are missing, in the order it was noticed. Neighbours are one gap, and at
 * the end of the list everything joins the last, so that a source that loses all the time costs no
 * memory.
 */
final class GapList {
  static final int MOST = 1000;
  private static final Duration NEAR = Duration.ofMinutes(5);

  private final List<FeedGap> gaps = new ArrayList<>();
  private final Map<Integer, FeedGap> changed = new LinkedHashMap<>();

  synchronized void restore(List<FeedGap> known) {
    gaps.clear();
    gaps.addAll(known);
    changed.clear();
  }

  synchronized void add(FeedGap gap) {
    int last = gaps.size() - 1;
    if (last >= 0 && (gaps.size() >= MOST || gaps.get(last).isNear(gap, NEAR))) {
      gaps.set(last, gaps.get(last).with(gap));
      changed.put(last, gaps.get(last));
    } else {
      gaps.add(gap);
      changed.put(last + 1, gap);
    }
  }

  /** What is new since the last call, by its place in the list. */
  synchronized Map<Integer, FeedGap> changed() {
    Map<Integer, FeedGap> result = new LinkedHashMap<>(changed);
    changed.clear();
    return result;
  }
}
