package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.LocalDate;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Leads to a day on which a user created pages. */
@Component
class InsertDaysByUser extends PreparedOnce {
  InsertDaysByUser(Cassandra cassandra) {
    super(cassandra, "INSERT INTO days_by_user (user, day) VALUES (?, ?)");
  }

  BoundStatement of(String user, LocalDate day) {
    return bind(user, day);
  }
}
