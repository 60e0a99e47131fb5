package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads one partition after the other, but starts the next ones early: one at first, twice as many
 * each time a partition was not enough, so that a short list costs one read and a sparse one does
 * not wait for hundreds in a row.
 */
final class RowsInOrder<K> implements Iterator<Row> {
  private final Iterator<K> keys;
  private final Function<K, CompletionStage<AsyncResultSet>> read;
  private final int most;
  private final Deadline deadline;
  private final Deque<CompletionStage<AsyncResultSet>> started = new ArrayDeque<>();
  private Iterator<Row> rows = Collections.emptyIterator();
  private int ahead = 1;

  RowsInOrder(
      Iterator<K> keys,
      Function<K, CompletionStage<AsyncResultSet>> read,
      int most,
      Deadline deadline) {
    this.keys = keys;
    this.read = read;
    this.most = most;
    this.deadline = deadline;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext()) {
      while (started.size() < ahead && keys.hasNext()) {
        started.add(read.apply(keys.next()));
      }
      CompletionStage<AsyncResultSet> next = started.poll();
      if (next == null) {
        return false;
      }
      ahead = Math.min(most, ahead * 2);
      rows = new RowsOf(next, deadline);
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }
}
