package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
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

  /** Takes values that are encoded already, in the order of the statement. */
  BoundStatement bindEncoded(ByteBuffer... values) {
    BoundStatementBuilder statement = prepared().boundStatementBuilder();
    for (int i = 0; i < values.length; i++) {
      statement.setBytesUnsafe(i, values[i]);
    }
    return statement.build();
  }

  BoundStatement bind(Object... values) {
    return prepared().bind(values);
  }
}
