package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.platform.HourVersions;

/**
 * Reads {@code measured_hours_by_month}: in which hours there are minutes, and in which version.
 */
@Component
class SelectMeasuredHoursByMonth {
  private static final String HOURS =
      "SELECT hour, partition, touch FROM measured_hours_by_month"
          + " WHERE feed = ? AND month = ? AND hour >= ? AND hour < ?";

  private final Reads reads;

  SelectMeasuredHoursByMonth(Reads reads) {
    this.reads = reads;
  }

  /** Versions of the hours of a range of whole hours that have any minutes, oldest first. */
  TreeMap<Instant, String> versions(Range range, Deadline deadline) {
    List<Instant> months = new ArrayList<>();
    Instant month = EventTime.month(range.from());
    while (month.isBefore(range.to())) {
      months.add(month);
      month = EventTime.month(month.plus(java.time.Duration.ofDays(32)));
    }
    Iterator<Row> rows =
        reads.inOrder(
            months.iterator(),
            one -> reads.start(HOURS, 5000, Topics.RECENTCHANGE, one, range.from(), range.to()),
            deadline);
    Map<Instant, Map<Integer, UUID>> touches = new HashMap<>();
    rows.forEachRemaining(
        row ->
            touches
                .computeIfAbsent(
                    Objects.requireNonNull(row.getInstant("hour")), hour -> new HashMap<>())
                .put(row.getInt("partition"), Objects.requireNonNull(row.getUuid("touch"))));
    TreeMap<Instant, String> versions = new TreeMap<>();
    touches.forEach((hour, all) -> versions.put(hour, HourVersions.version(all)));
    return versions;
  }
}
