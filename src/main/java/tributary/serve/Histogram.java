package tributary.serve;

import java.util.Arrays;
import tributary.event.summary.Distinct;

/** How many editors made how many changes: 1, 2 to 3, 4 to 7, and so on. */
final class Histogram {
  private Histogram() {}

  /** Bounds are in their rows; where not all editors were counted, rows speak for all of them. */
  static Grid of(Distinct editors) {
    long[] found = new long[Long.SIZE];
    editors.forEachEvents(events -> found[Long.SIZE - 1 - Long.numberOfLeadingZeros(events)]++);
    int used = found.length;
    while (used > 0 && found[used - 1] == 0) {
      used--;
    }
    Grid rows = new Grid("from", "to", "editors");
    long[] shown = Arrays.copyOf(found, used);
    for (int i = 0; i < used; i++) {
      rows.add(1L << i, (2L << i) - 1, Math.round(shown[i] / editors.share()));
    }
    return rows;
  }
}
