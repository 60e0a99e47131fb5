package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Up to which rcid is something of each wiki stored? */
@Component
class SelectHighestRcidsByFeed extends PreparedOnce {
  SelectHighestRcidsByFeed(Cassandra cassandra) {
    super(cassandra, "SELECT wiki, partition, rcid FROM highest_rcids_by_feed WHERE feed = ?");
  }

  BoundStatement of(String feed) {
    return bind(feed);
  }
}
