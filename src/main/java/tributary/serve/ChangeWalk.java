package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Collects one answer's worth of changes from parts that come newest first. Looks at so many rows,
 * reads so many parts and takes so much time at most; where it ends early the answer has a cursor,
 * and nothing is lost or repeated behind it.
 */
@Component
class ChangeWalk {
  private final Reads reads;
  private final ServeSettings settings;

  ChangeWalk(Reads reads, ServeSettings settings) {
    this.reads = reads;
    this.settings = settings;
  }

  /**
   * What is left to be listed.
   *
   * @param after the last row of it that was looked at; null when it is all
   */
  record Rest(Range range, @Nullable ChangePosition after) {
    /** The times that rows may still have. */
    Range times() {
      if (after == null || !range.contains(after.at())) {
        return range;
      }
      Instant to = after.at().plusMillis(1);
      return new Range(range.from(), to.isBefore(range.to()) ? to : range.to());
    }

    private @Nullable Rest before(Instant time) {
      if (!time.isAfter(range.from())) {
        return null;
      }
      Range left = new Range(range.from(), time.isBefore(range.to()) ? time : range.to());
      // the row that an earlier request ended at may lie in a part that this one did not come to
      return new Rest(left, after != null && left.contains(after.at()) ? after : null);
    }

    private Rest behind(@Nullable ChangePosition position) {
      return position == null ? this : new Rest(range, position);
    }
  }

  /**
   * @param next what is left for the next request; null at the end
   */
  record Found(List<ChangeSummary> changes, @Nullable Rest next) {}

  Found collect(
      Rest rest,
      Iterator<ChangePart> parts,
      int limit,
      Predicate<ChangeSummary> filter,
      Deadline deadline) {
    long end = System.nanoTime() + settings.queryTimeout().toNanos() / 2;
    BoundedParts bounded = new BoundedParts(parts, settings.maxParts(), end);
    Iterator<Row> rows = reads.inOrder(bounded, ChangeWalk::start, deadline);
    List<ChangeSummary> changes = new ArrayList<>();
    ChangePosition last = null;
    ChangePosition shown = null;
    int looked = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      ChangePosition here = ChangePosition.of(row);
      if (rest.after() != null && here.compareTo(rest.after()) <= 0) {
        continue;
      }
      if (looked >= settings.maxScan()) {
        return new Found(changes, rest.behind(last));
      }
      looked++;
      last = here;
      if (row.getBoolean("superseded")) {
        continue;
      }
      ChangeSummary change = ChangeSummary.from(row);
      if (filter.test(change)) {
        if (changes.size() == limit) {
          return new Found(changes, rest.behind(shown));
        }
        changes.add(change);
        shown = here;
      }
    }
    ChangePart cut = bounded.cut();
    return new Found(changes, cut == null ? null : rest.before(cut.to()));
  }

  private static CompletionStage<AsyncResultSet> start(ChangePart part) {
    return Objects.requireNonNull(part.read()).get();
  }
}
