package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says that a month has hours to be counted again. */
@Component
class InsertTouchedMonthsByFeed extends PreparedOnce {
  InsertTouchedMonthsByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO touched_months_by_feed (feed, month, partition, touch) VALUES (?, ?, ?, ?)");
  }

  BoundStatement of(String feed, Instant month, int partition, UUID touch) {
    return bind(feed, month, partition, touch);
  }
}
