package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.StoreSettings;
import tributary.platform.StoreUnavailable;

/**
 * Requests to the store, at most so many under way at once in this process: who comes with more
 * waits, so an outage or a slow store fills no memory.
 */
@Component
class Writes implements MeterBinder {
  private final Cassandra cassandra;
  private final int most;
  private final Semaphore permits;

  Writes(Cassandra cassandra, StoreSettings settings) {
    this.cassandra = cassandra;
    this.most = settings.maxInFlight();
    this.permits = new Semaphore(most);
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("tributary.store.requests", () -> most - permits.availablePermits())
        .description("Requests of the store stage that the store has not answered yet")
        .register(meters);
  }

  /** Ends when the write is durable. */
  CompletableFuture<Void> write(Statement<?> statement) {
    return execute(statement).thenApply(rows -> null);
  }

  /** Ends with all rows: for results that are known to be small. */
  CompletableFuture<List<Row>> readAll(Statement<?> statement) {
    return execute(statement.setPageSize(100_000));
  }

  /** Ends with the first page of the result. */
  CompletableFuture<List<Row>> read(Statement<?> statement) {
    return execute(statement);
  }

  private CompletableFuture<List<Row>> execute(Statement<?> statement) {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted: stopping", e);
    }
    CompletableFuture<List<Row>> answer;
    try {
      answer =
          cassandra
              .session()
              .executeAsync(statement)
              .thenApply(
                  result -> {
                    List<Row> rows = new ArrayList<>();
                    result.currentPage().forEach(rows::add);
                    return rows;
                  })
              .toCompletableFuture();
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
    answer.whenComplete((rows, error) -> permits.release());
    return answer;
  }
}
