package tributary.measure;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.StoreUnavailable;

/**
 * Reads and writes of the measure stage: asynchronous, bounded; of a read only one page is in
 * memory.
 */
@Component("measureRequests")
class Requests {
  private final Cassandra cassandra;
  private final Semaphore permits;

  Requests(Cassandra cassandra, MeasureSettings settings) {
    this.cassandra = cassandra;
    this.permits = new Semaphore(settings.maxInFlight());
  }

  BoundStatement bind(String cql, Object... values) {
    return cassandra.prepare(cql).bind(values);
  }

  /**
   * Gives every row to {@code taker}, one page after the other.
   *
   * @throws StoreUnavailable when the store does not answer
   */
  void each(Statement<?> select, Consumer<Row> taker) {
    AsyncResultSet page = join(started(select));
    while (true) {
      page.currentPage().forEach(taker);
      if (!page.hasMorePages()) {
        return;
      }
      page = join(page.fetchNextPage().toCompletableFuture());
    }
  }

  CompletableFuture<Void> write(Statement<?> statement) {
    return started(statement).thenApply(result -> null);
  }

  /**
   * @throws StoreUnavailable when the store does not answer
   */
  static <T> T join(CompletableFuture<T> request) {
    try {
      return request.join();
    } catch (CompletionException e) {
      throw Cassandra.isOutage(e)
          ? new StoreUnavailable("The store does not answer: " + e.getCause(), e)
          : e;
    }
  }

  /**
   * @throws StoreUnavailable when the store does not answer
   */
  static void joinAll(List<CompletableFuture<Void>> requests) {
    join(CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)));
  }

  private CompletableFuture<AsyncResultSet> started(Statement<?> statement) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted: stopping", e);
    }
    CompletionStage<AsyncResultSet> answer;
    try {
      answer = cassandra.session().executeAsync(statement);
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
    return answer.toCompletableFuture().whenComplete((result, error) -> permits.release());
  }
}
