package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Reads of the store: prepared, asynchronous, bounded in number and time. */
@Component
class Reads {
  private final Cassandra cassandra;
  private final ServeSettings settings;

  Reads(Cassandra cassandra, ServeSettings settings) {
    this.cassandra = cassandra;
    this.settings = settings;
  }

  /** A deadline for one request that begins now. */
  Deadline deadline() {
    return Deadline.in(settings.queryTimeout());
  }

  /** Starts one read; values are bound in order. */
  CompletionStage<AsyncResultSet> start(String cql, int pageSize, Object... values) {
    return cassandra
        .session()
        .executeAsync(cassandra.prepare(cql).bind(values).setPageSize(pageSize));
  }

  /** The rows of one read. */
  Iterator<Row> rows(CompletionStage<AsyncResultSet> read, Deadline deadline) {
    return new RowsOf(read, deadline);
  }

  /**
   * The rows of one read for each key, in the order of the keys. Reads ahead, the further the more
   * keys turn out to be needed.
   */
  <K> Iterator<Row> inOrder(
      Iterator<K> keys, Function<K, CompletionStage<AsyncResultSet>> read, Deadline deadline) {
    return new RowsInOrder<>(keys, read, settings.fanOut(), deadline);
  }
}
