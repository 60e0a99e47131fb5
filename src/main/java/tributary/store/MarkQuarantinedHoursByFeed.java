package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says of an hour that all events that waited for it went on. */
@Component
class MarkQuarantinedHoursByFeed extends PreparedOnce {
  MarkQuarantinedHoursByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE quarantined_hours_by_feed SET released = true WHERE feed = ? AND hour = ?");
  }

  BoundStatement of(String feed, Instant hour) {
    return bind(feed, hour);
  }
}
