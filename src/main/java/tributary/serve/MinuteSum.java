package tributary.serve;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.MinuteSeries;

/** Minutes added up, without an object for each. */
final class MinuteSum {
  private final long[] numbers = new long[10];
  private final Map<String, Long> types = new TreeMap<>();

  static MinuteSum of(MinuteSeries.@Nullable Point[] minutes, int from, int to) {
    MinuteSum sum = new MinuteSum();
    for (int i = from; i < to; i++) {
      sum.add(minutes[i]);
    }
    return sum;
  }

  void add(MinuteSeries.@Nullable Point point) {
    if (point == null) {
      return;
    }
    numbers[0] += point.events();
    numbers[1] += point.bytes();
    numbers[2] += point.bots();
    numbers[3] += point.humans();
    numbers[4] += point.edits();
    numbers[5] += point.newPages();
    numbers[6] += point.additions();
    numbers[7] += point.additionsEvents();
    numbers[8] += point.deletions();
    numbers[9] += point.deletionsEvents();
    point.types().forEach((type, count) -> types.merge(type, count, Long::sum));
  }

  MinuteSeries.Point point() {
    return new MinuteSeries.Point(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        numbers[7],
        numbers[8],
        numbers[9],
        types);
  }
}
