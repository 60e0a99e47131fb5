package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to a year in which a domain has pages. */
@Component
class InsertYearsByDomain extends PreparedOnce {
  InsertYearsByDomain(Cassandra cassandra) {
    super(cassandra, "INSERT INTO years_by_domain (domain, year) VALUES (?, ?)");
  }

  BoundStatement of(String domain, int year) {
    return bind(domain, year);
  }
}
