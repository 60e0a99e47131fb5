package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to an hour with events whose time has not come. */
@Component
class InsertQuarantinedHoursByFeed extends PreparedOnce {
  InsertQuarantinedHoursByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO quarantined_hours_by_feed (feed, hour, released) VALUES (?, ?, false)");
  }

  BoundStatement of(String feed, Instant hour) {
    return bind(feed, hour);
  }
}
