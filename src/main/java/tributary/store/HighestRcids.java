package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * Keeps, beside the changes, the highest rcid of each wiki that is stored. Every partition has its
 * own rows; who begins reads all, because changes move when a topic gets more partitions.
 */
@Component
class HighestRcids {
  /** A single number of the feed's clean topic, whichever feed a change came by. */
  private static final String FEED = Topics.RECENTCHANGE;

  private final Writes writes;
  private final InsertHighestRcidsByFeed insert;
  private final SelectHighestRcidsByFeed select;

  HighestRcids(Writes writes, InsertHighestRcidsByFeed insert, SelectHighestRcidsByFeed select) {
    this.writes = writes;
    this.insert = insert;
    this.select = select;
  }

  /** Highest rcid by wiki, in all partitions together. */
  Map<String, Long> all() {
    CompletableFuture<List<Row>> read = writes.readAll(select.of(FEED));
    Waiting.forAll(List.of(read));
    Map<String, Long> highest = new HashMap<>();
    for (Row row : read.join()) {
      highest.merge(Objects.requireNonNull(row.getString("wiki")), row.getLong("rcid"), Math::max);
    }
    return highest;
  }

  /** Adds the rows to requests that travel together. */
  void rows(
      int partition,
      Map<String, Long> highest,
      GroupedWrites grouped,
      Collection<CompletableFuture<?>> waiting) {
    highest.forEach(
        (wiki, rcid) ->
            grouped.add(new TableRow(insert, insert.of(FEED, wiki, partition, rcid), 60), waiting));
  }
}
