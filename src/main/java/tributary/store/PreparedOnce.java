package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import tributary.platform.Cassandra;

/** A statement that is prepared at its first use. Never bind null: it becomes a tombstone. */
abstract class PreparedOnce {
  private final Cassandra cassandra;
  private final String cql;

  PreparedOnce(Cassandra cassandra, String cql) {
    this.cassandra = cassandra;
    this.cql = cql;
  }

  PreparedStatement prepared() {
    return cassandra.prepare(cql);
  }

  BoundStatement bind(Object... values) {
    return prepared().bind(values);
  }
}
