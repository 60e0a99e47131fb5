package tributary.store;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Writes rows that share a partition in one request, up to a size. Within one partition an unlogged
 * batch is one mutation for the store: a page an hour costs it a fraction of what a request a row
 * does. Rows of different partitions never share a request.
 */
final class GroupedWrites {
  private final Writes writes;
  private final int largest;
  private final Map<Object, Group> open = new HashMap<>();

  /** Rows of one partition, and who waits for each of them. */
  private static final class Group {
    final List<BoundStatement> rows = new ArrayList<>();
    final List<Collection<CompletableFuture<?>>> waiting = new ArrayList<>();
    int size;
  }

  /**
   * @param largest sum of the sizes of rows in one request; a row above it goes alone
   */
  GroupedWrites(Writes writes, int largest) {
    this.writes = writes;
    this.largest = largest;
  }

  /** After {@link #send} at the latest, {@code waiting} has the future of the row's request. */
  void add(TableRow row, Collection<CompletableFuture<?>> waiting) {
    Group group = open.get(row.partition());
    if (group != null && group.size + row.size() > largest) {
      send(group);
      group = null;
    }
    if (group == null) {
      group = new Group();
      open.put(row.partition(), group);
    }
    group.rows.add(row.statement());
    group.waiting.add(waiting);
    group.size += row.size();
  }

  /** Sends what has been added and not sent yet. */
  void send() {
    open.values().forEach(this::send);
    open.clear();
  }

  private void send(Group group) {
    CompletableFuture<Void> written =
        writes.write(
            group.rows.size() == 1
                ? group.rows.get(0)
                : BatchStatement.newInstance(BatchType.UNLOGGED).addAll(group.rows));
    group.waiting.forEach(one -> one.add(written));
  }
}
