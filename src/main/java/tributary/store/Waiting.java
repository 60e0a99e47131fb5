package tributary.store;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tributary.platform.Cassandra;
import tributary.platform.StoreUnavailable;

/** Waits for requests that are under way. */
final class Waiting {
  private Waiting() {}

  /**
   * @throws StoreUnavailable when one of them failed because the store is away
   * @throws CompletionException when one failed otherwise
   */
  static void forAll(Collection<? extends CompletableFuture<?>> requests) {
    try {
      CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw Cassandra.isOutage(e)
          ? new StoreUnavailable("The store does not answer: " + e.getCause(), e)
          : e;
    }
  }
}
