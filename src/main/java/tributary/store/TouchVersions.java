package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.HourVersions;

/** As of which touches the stored changes of months, hours and slices are; oldest first. */
@Component
class TouchVersions {
  private static final String MONTHS =
      "SELECT month, partition, touch FROM touched_months_by_feed WHERE feed = ?";
  private static final String HOURS =
      "SELECT hour, partition, touch FROM touched_hours_by_month WHERE feed = ? AND month = ?";
  private static final String SLICES =
      "SELECT minute, slice, partition, touch FROM touched_slices_by_hour WHERE hour = ?";

  private final Cassandra cassandra;
  private final Writes writes;

  TouchVersions(Cassandra cassandra, Writes writes) {
    this.cassandra = cassandra;
    this.writes = writes;
  }

  TreeMap<Instant, String> months(String feed) {
    return versions(row -> Objects.requireNonNull(row.getInstant("month")), MONTHS, feed);
  }

  TreeMap<Instant, String> hours(String feed, Instant month) {
    return versions(row -> Objects.requireNonNull(row.getInstant("hour")), HOURS, feed, month);
  }

  TreeMap<Slice, String> slices(Instant hour) {
    return versions(
        row -> new Slice(Objects.requireNonNull(row.getInstant("minute")), row.getByte("slice")),
        SLICES,
        hour);
  }

  private <K> TreeMap<K, String> versions(Function<Row, K> key, String cql, Object... values) {
    CompletableFuture<List<Row>> read = writes.readAll(cassandra.prepare(cql).bind(values));
    Waiting.forAll(List.of(read));
    Map<K, Map<Integer, UUID>> touches = new HashMap<>();
    for (Row row : read.join()) {
      touches
          .computeIfAbsent(key.apply(row), none -> new HashMap<>())
          .put(row.getInt("partition"), Objects.requireNonNull(row.getUuid("touch")));
    }
    TreeMap<K, String> versions = new TreeMap<>();
    touches.forEach((one, all) -> versions.put(one, HourVersions.version(all)));
    return versions;
  }
}
