package tributary.report;

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
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.StoreUnavailable;

/** Reads and writes of the report stage: asynchronous, bounded, whole results. */
@Component("reportRequests")
class Requests {
  private final Cassandra cassandra;
  private final Semaphore permits;

  Requests(Cassandra cassandra, ReportSettings settings) {
    this.cassandra = cassandra;
    this.permits = new Semaphore(settings.maxInFlight());
  }

  BoundStatement bind(String cql, Object... values) {
    return cassandra.prepare(cql).bind(values);
  }

  /** Every row of the result, through all its pages. */
  <T> CompletableFuture<List<T>> rows(Statement<?> select, Function<Row, T> shape) {
    return started(() -> cassandra.session().executeAsync(select))
        .thenCompose(result -> collect(result, new ArrayList<>(), shape));
  }

  CompletableFuture<Void> write(Statement<?> statement) {
    return started(() -> cassandra.session().executeAsync(statement)).thenApply(result -> null);
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

  static void joinAll(List<CompletableFuture<Void>> requests) {
    join(CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)));
  }

  private CompletableFuture<AsyncResultSet> started(
      java.util.function.Supplier<CompletionStage<AsyncResultSet>> request) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted: stopping", e);
    }
    CompletableFuture<AsyncResultSet> answer;
    try {
      answer = request.get().toCompletableFuture();
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
    return answer.whenComplete((result, error) -> permits.release());
  }

  private static <T> CompletionStage<List<T>> collect(
      AsyncResultSet result, List<T> all, Function<Row, T> shape) {
    result.currentPage().forEach(row -> all.add(shape.apply(row)));
    return result.hasMorePages()
        ? result.fetchNextPage().thenCompose(next -> collect(next, all, shape))
        : CompletableFuture.completedFuture(all);
  }
}
