package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to five minutes in which something changed on a domain. */
@Component
class InsertSlicesByDomainDay extends PreparedOnce {
  InsertSlicesByDomainDay(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO slices_by_domain_day (domain, day, hour, slice) VALUES (?, ?, ?, ?)");
  }

  BoundStatement of(String domain, LocalDate day, Instant hour, byte slice) {
    return bind(domain, day, hour, slice);
  }
}
