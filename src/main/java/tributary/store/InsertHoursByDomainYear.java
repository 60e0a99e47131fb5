package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to an hour in which a domain has pages; its numbers come with the recount. */
@Component
class InsertHoursByDomainYear extends PreparedOnce {
  InsertHoursByDomainYear(Cassandra cassandra) {
    super(cassandra, "INSERT INTO hours_by_domain_year (domain, year, hour) VALUES (?, ?, ?)");
  }

  BoundStatement of(String domain, int year, Instant hour) {
    return bind(domain, year, hour);
  }
}
