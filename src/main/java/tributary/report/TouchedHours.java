package tributary.report;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.platform.HourVersions;

/** Which state the stored events of each hour are in, as the store stage left it. */
@Component
class TouchedHours {
  private static final String SELECT_MONTHS =
      "SELECT month, partition, touch FROM touched_months_by_feed WHERE feed = ?";
  private static final String SELECT_HOURS =
      "SELECT hour, partition, touch FROM touched_hours_by_month WHERE feed = ? AND month = ?";

  private final Requests requests;

  TouchedHours(Requests requests) {
    this.requests = requests;
  }

  /** First instant of each month with events, and the version of what is in it; oldest first. */
  TreeMap<Instant, String> months(String feed) {
    return versions(
        Requests.join(
            requests.rows(requests.bind(SELECT_MONTHS, feed), row -> Touch.from(row, "month"))));
  }

  /** Version of each touched hour of a month, oldest first. */
  TreeMap<Instant, String> hours(String feed, Instant month) {
    return versions(
        Requests.join(
            requests.rows(
                requests.bind(SELECT_HOURS, feed, month), row -> Touch.from(row, "hour"))));
  }

  private static TreeMap<Instant, String> versions(List<Touch> touches) {
    Map<Instant, Map<Integer, UUID>> byTime = new HashMap<>();
    for (Touch touch : touches) {
      byTime
          .computeIfAbsent(touch.time(), time -> new HashMap<>())
          .put(touch.partition(), touch.touch());
    }
    TreeMap<Instant, String> versions = new TreeMap<>();
    byTime.forEach((time, all) -> versions.put(time, HourVersions.version(all)));
    return versions;
  }

  private record Touch(Instant time, int partition, UUID touch) {
    static Touch from(Row row, String column) {
      return new Touch(
          Objects.requireNonNull(row.getInstant(column)),
          row.getInt("partition"),
          Objects.requireNonNull(row.getUuid("touch")));
    }
  }
}
