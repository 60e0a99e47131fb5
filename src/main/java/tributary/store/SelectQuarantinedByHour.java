package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Which events of this hour have a time in (after, now]? */
@Component
class SelectQuarantinedByHour extends PreparedOnce {
  SelectQuarantinedByHour(Cassandra cassandra) {
    super(
        cassandra,
        "SELECT clean, raw_partition, raw_offset FROM quarantined_by_hour"
            + " WHERE feed = ? AND hour = ? AND created_at > ? AND created_at <= ?");
  }

  BoundStatement of(String feed, Instant hour, Instant after, Instant now) {
    return bind(feed, hour, after, now);
  }
}
