package tributary.embedded;

import java.util.concurrent.CompletionException;
import org.springframework.context.SmartLifecycle;
import tributary.platform.ServersReady;

/** Lets nothing of the application run before the servers answer; a failed start fails it too. */
final class Awaited implements SmartLifecycle {
  private final ServersReady servers;
  private volatile boolean running;

  Awaited(ServersReady servers) {
    this.servers = servers;
  }

  @Override
  public void start() {
    try {
      servers.kafkaReady().join();
      servers.cassandraReady().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartRefused refused ? refused : e;
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The lowest starts first. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }
}
