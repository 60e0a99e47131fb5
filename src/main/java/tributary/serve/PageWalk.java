package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Collects one answer's worth of pages from rows that come newest first: those behind the cursor,
 * not superseded, that pass the filter. Ends early after so many rows, so that a filter that
 * matches nothing does not read everything in one request.
 */
record PageWalk(Range range, @Nullable Position after, int limit, int maxScan) {

  /**
   * @param next where to go on; null at the end
   */
  record Found(List<PageSummary> pages, @Nullable Position next) {}

  /** The part of the range that is still to be read. */
  Range rest() {
    if (after == null || !range.contains(after.createdAt())) {
      return range;
    }
    Instant to = after.createdAt().plusMillis(1);
    return new Range(range.from(), to.isBefore(range.to()) ? to : range.to());
  }

  Found collect(Iterator<Row> rows, Predicate<PageSummary> filter) {
    List<PageSummary> pages = new ArrayList<>();
    Position last = null;
    Position shown = null;
    int looked = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      Position here = Position.of(row);
      if (after != null && here.compareTo(after) <= 0) {
        continue;
      }
      if (looked >= maxScan) {
        return new Found(pages, last);
      }
      looked++;
      last = here;
      if (row.getBoolean("superseded")) {
        continue;
      }
      PageSummary page = PageSummary.from(row);
      if (filter.test(page)) {
        if (pages.size() == limit) {
          return new Found(pages, shown);
        }
        pages.add(page);
        shown = here;
      }
    }
    return new Found(pages, null);
  }
}
