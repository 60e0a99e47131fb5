package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * Keeps, beside the rows of a feed, the highest number of each wiki that is stored: the rcid of a
 * change, the id of a page. Every partition has its own rows; who begins reads all, because events
 * move when a topic gets more partitions.
 */
@Component
class HighestNumbers {
  private final Writes writes;
  private final InsertHighestNumbersByFeed insert;
  private final SelectHighestNumbersByFeed select;

  HighestNumbers(
      Writes writes, InsertHighestNumbersByFeed insert, SelectHighestNumbersByFeed select) {
    this.writes = writes;
    this.insert = insert;
    this.select = select;
  }

  /** Highest number by wiki, in all partitions together. */
  Map<String, Long> all(String feed) {
    CompletableFuture<List<Row>> read = writes.readAll(select.of(feed));
    Waiting.forAll(List.of(read));
    Map<String, Long> highest = new HashMap<>();
    for (Row row : read.join()) {
      highest.merge(
          Objects.requireNonNull(row.getString("wiki")), row.getLong("number"), Math::max);
    }
    return highest;
  }

  /** Adds the rows to requests that travel together. */
  void rows(
      String feed,
      int partition,
      Map<String, Long> highest,
      GroupedWrites grouped,
      Collection<CompletableFuture<?>> waiting) {
    highest.forEach(
        (wiki, number) ->
            grouped.add(
                new TableRow(insert, insert.of(feed, wiki, partition, number), 60), waiting));
  }
}
