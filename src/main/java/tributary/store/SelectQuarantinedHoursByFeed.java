package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** For which hours up to now were events kept? */
@Component
class SelectQuarantinedHoursByFeed extends PreparedOnce {
  SelectQuarantinedHoursByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "SELECT hour, released FROM quarantined_hours_by_feed WHERE feed = ? AND hour <= ?");
  }

  BoundStatement of(String feed, Instant now) {
    return bind(feed, now);
  }
}
