package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Up to which number is something of each wiki stored? */
@Component
class SelectHighestNumbersByFeed extends PreparedOnce {
  SelectHighestNumbersByFeed(Cassandra cassandra) {
    super(cassandra, "SELECT wiki, partition, number FROM highest_numbers_by_feed WHERE feed = ?");
  }

  BoundStatement of(String feed) {
    return bind(feed);
  }
}
