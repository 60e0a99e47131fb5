package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * Reads {@code touched_months_by_feed} and {@code touched_hours_by_month}: in which hours events
 * were stored, newest first, and the touches that say as of when.
 */
@Component
class SelectTouchedHours {
  private static final String MONTHS =
      "SELECT month FROM touched_months_by_feed WHERE feed = ? AND month >= ? AND month <= ?";
  private static final String HOURS =
      "SELECT hour, partition, touch FROM touched_hours_by_month"
          + " WHERE feed = ? AND month = ? AND hour >= ? AND hour <= ?";

  private final Reads reads;

  SelectTouchedHours(Reads reads) {
    this.reads = reads;
  }

  /** First instant of the month that holds {@code time}. */
  static Instant month(Instant time) {
    return YearMonth.from(time.atOffset(ZoneOffset.UTC))
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  /** Months of the range in which something was stored, newest first. */
  List<Instant> months(Range range, Deadline deadline) {
    return months(Topics.PAGE_CREATE, range, deadline);
  }

  private List<Instant> months(String feed, Range range, Deadline deadline) {
    TreeSet<Instant> months = new TreeSet<>(Comparator.reverseOrder());
    Iterator<Row> rows =
        reads.rows(
            reads.start(MONTHS, 1000, feed, month(range.firstHour()), month(range.lastHour())),
            deadline);
    rows.forEachRemaining(row -> months.add(Objects.requireNonNull(row.getInstant("month"))));
    return List.copyOf(months);
  }

  /** Hours of the range in which something was stored, newest first. */
  Iterator<Instant> hours(Range range, Deadline deadline) {
    return hours(Topics.PAGE_CREATE, range, deadline);
  }

  /** Hours of the range in which something of the feed was stored, newest first. */
  Iterator<Instant> hours(String feed, Range range, Deadline deadline) {
    return Mapped.flat(
        months(feed, range, deadline).iterator(),
        month -> touches(feed, month, range, deadline).descendingKeySet().iterator());
  }

  /** Touches of the hours of one month that have a part in the range, by hour and partition. */
  NavigableMap<Instant, Map<Integer, UUID>> touches(Instant month, Range range, Deadline deadline) {
    return touches(Topics.PAGE_CREATE, month, range, deadline);
  }

  private NavigableMap<Instant, Map<Integer, UUID>> touches(
      String feed, Instant month, Range range, Deadline deadline) {
    Iterator<Row> rows =
        reads.rows(
            reads.start(HOURS, 5000, feed, month, range.firstHour(), range.lastHour()), deadline);
    NavigableMap<Instant, Map<Integer, UUID>> touches = new TreeMap<>();
    rows.forEachRemaining(
        row ->
            touches
                .computeIfAbsent(
                    Objects.requireNonNull(row.getInstant("hour")), hour -> new HashMap<>())
                .put(row.getInt("partition"), Objects.requireNonNull(row.getUuid("touch"))));
    return touches.isEmpty() ? Collections.emptyNavigableMap() : touches;
  }
}
