package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says that nothing above an rcid of a wiki is stored; the largest ever said stays. */
@Component
class InsertHighestRcidsByFeed extends PreparedOnce {
  InsertHighestRcidsByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO highest_rcids_by_feed (feed, wiki, partition, rcid) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
  }

  BoundStatement of(String feed, String wiki, int partition, long rcid) {
    return bind(feed, wiki, partition, rcid, rcid);
  }
}
