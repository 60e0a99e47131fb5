package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says that nothing above a number of a wiki is stored; the largest ever said stays. */
@Component
class InsertHighestNumbersByFeed extends PreparedOnce {
  InsertHighestNumbersByFeed(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO highest_numbers_by_feed (feed, wiki, partition, number) VALUES (?, ?, ?, ?) USING TIMESTAMP ?");
  }

  BoundStatement of(String feed, String wiki, int partition, long number) {
    return bind(feed, wiki, partition, number, number);
  }
}
