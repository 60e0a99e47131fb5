package tributary.platform;

import java.util.concurrent.CompletableFuture;

/**
 * When the servers can be used: at once when they are external, after their start when embedded.
 */
public interface ServersReady {
  CompletableFuture<Void> kafkaReady();

  CompletableFuture<Void> cassandraReady();
}
