package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;

/** Reads {@code touched_slices_by_hour}: in which ten seconds changes were stored. */
@Component
class SelectTouchedSlices {
  private static final String CQL =
      "SELECT minute, slice, partition, touch FROM touched_slices_by_hour"
          + " WHERE hour = ? AND minute >= ? AND minute <= ?";

  private final Reads reads;

  SelectTouchedSlices(Reads reads) {
    this.reads = reads;
  }

  /** Touches of the hour's slices that have a part in the range, newest first, by partition. */
  TreeMap<ChangeSlice, Map<Integer, UUID>> of(Instant hour, Range range, Deadline deadline) {
    Instant first = ChangePartitions.minute(range.from());
    Instant last = ChangePartitions.minute(range.to().minusMillis(1));
    Iterator<Row> rows = reads.rows(reads.start(CQL, 5000, hour, first, last), deadline);
    TreeMap<ChangeSlice, Map<Integer, UUID>> touches = new TreeMap<>(Comparator.reverseOrder());
    while (rows.hasNext()) {
      Row row = rows.next();
      ChangeSlice slice =
          new ChangeSlice(Objects.requireNonNull(row.getInstant("minute")), row.getByte("slice"));
      if (slice.from().isBefore(range.to()) && slice.to().isAfter(range.from())) {
        touches
            .computeIfAbsent(slice, none -> new HashMap<>())
            .put(row.getInt("partition"), Objects.requireNonNull(row.getUuid("touch")));
      }
    }
    return touches;
  }
}
