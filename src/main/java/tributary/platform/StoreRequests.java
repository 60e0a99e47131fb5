package tributary.platform;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads and writes of one stage: asynchronous, at most so many under way at once; who comes with
 * more waits.
 */
public abstract class StoreRequests {
  private final Cassandra cassandra;
  private final Semaphore permits;

  protected StoreRequests(Cassandra cassandra, int maxInFlight) {
    this.cassandra = cassandra;
    this.permits = new Semaphore(maxInFlight);
  }

  public final BoundStatement bind(String cql, Object... values) {
    return cassandra.prepare(cql).bind(values);
  }

  /** Every row of the result, through all its pages. */
  public final <T> CompletableFuture<List<T>> rows(Statement<?> select, Function<Row, T> shape) {
    return started(select).thenCompose(result -> collect(result, new ArrayList<>(), shape));
  }

  /**
   * Gives every row to {@code taker}, one page after the other; only one page is in memory.
   *
   * @throws StoreUnavailable when the store does not answer
   */
  public final void each(Statement<?> select, Consumer<Row> taker) {
    AsyncResultSet page = join(started(select));
    while (true) {
      page.currentPage().forEach(taker);
      if (!page.hasMorePages()) {
        return;
      }
      page = join(page.fetchNextPage().toCompletableFuture());
    }
  }

  /** Ends when the write is durable. */
  public final CompletableFuture<Void> write(Statement<?> statement) {
    return started(statement).thenApply(result -> null);
  }

  /**
   * @throws StoreUnavailable when the store does not answer
   */
  public static <T> T join(CompletableFuture<T> request) {
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
  public static void joinAll(List<CompletableFuture<Void>> requests) {
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

  private static <T> CompletionStage<List<T>> collect(
      AsyncResultSet result, List<T> all, Function<Row, T> shape) {
    result.currentPage().forEach(row -> all.add(shape.apply(row)));
    return result.hasMorePages()
        ? result.fetchNextPage().thenCompose(next -> collect(next, all, shape))
        : CompletableFuture.completedFuture(all);
  }
}
