package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rows of one read, page after page as they are asked for. */
final class RowsOf implements Iterator<Row> {
  private final CompletionStage<AsyncResultSet> first;
  private final Deadline deadline;
  private @Nullable AsyncResultSet page;
  private Iterator<Row> rows = java.util.Collections.emptyIterator();

  RowsOf(CompletionStage<AsyncResultSet> first, Deadline deadline) {
    this.first = first;
    this.deadline = deadline;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext()) {
      if (page == null) {
        page = deadline.await(first);
      } else if (page.hasMorePages()) {
        page = deadline.await(page.fetchNextPage());
      } else {
        return false;
      }
      rows = page.currentPage().iterator();
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
