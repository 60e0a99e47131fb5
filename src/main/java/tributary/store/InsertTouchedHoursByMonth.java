package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Says that an hour has to be counted again. */
@Component
class InsertTouchedHoursByMonth extends PreparedOnce {
  InsertTouchedHoursByMonth(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO touched_hours_by_month (feed, month, hour, partition, touch) VALUES (?, ?, ?, ?, ?)");
  }

  BoundStatement of(String feed, Instant hour, int partition, UUID touch) {
    return bind(feed, EventTime.month(hour), hour, partition, touch);
  }
}
