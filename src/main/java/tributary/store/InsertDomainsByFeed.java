package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to a domain. */
@Component
class InsertDomainsByFeed extends PreparedOnce {
  InsertDomainsByFeed(Cassandra cassandra) {
    super(cassandra, "INSERT INTO domains_by_feed (feed, domain) VALUES (?, ?)");
  }

  BoundStatement of(String feed, String domain) {
    return bind(feed, domain);
  }
}
