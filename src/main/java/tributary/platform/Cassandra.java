package tributary.platform;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The connection to the store. It is made in the background and tried until it succeeds, so that
 * the application starts, and says 503, while the store is away. Statements are prepared once.
 */
@Component
public class Cassandra implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Cassandra.class);

  private final ObjectProvider<CqlSessionBuilder> builders;
  private final SchemaMigrator migrator;
  private final StoreSettings settings;
  private final ServersReady servers;
  private final CompletableFuture<CqlSession> session = new CompletableFuture<>();
  private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
  private final Thread connecting;
  private volatile boolean stopping;

  /**
   * Closed in any case when we stop: its threads would keep a process alive that failed to start.
   */
  private volatile @Nullable CqlSession newest;

  Cassandra(
      ObjectProvider<CqlSessionBuilder> builders,
      SchemaMigrator migrator,
      StoreSettings settings,
      ServersReady servers) {
    this.builders = builders;
    this.migrator = migrator;
    this.settings = settings;
    this.servers = servers;
    this.connecting = new Thread(this::connect, "cassandra-connect");
    connecting.setDaemon(true);
    connecting.start();
  }

  /**
   * @throws StoreUnavailable while the first connection has not been made
   */
  public CqlSession session() {
    CqlSession connected = session.getNow(null);
    if (connected == null) {
      throw new StoreUnavailable("The store has not been reached yet", null);
    }
    return connected;
  }

  public boolean connected() {
    return session.isDone() && !session.isCompletedExceptionally();
  }

  /**
   * Waits for the first connection, at most {@code seconds}.
   *
   * @throws StoreUnavailable when it did not come about
   */
  public CqlSession await(long seconds) {
    try {
      return session.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted while waiting for the store", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new StoreUnavailable("The store was not reached within " + seconds + " s", e);
    }
  }

  /**
   * Prepares {@code cql} once for the whole process.
   *
   * @throws StoreUnavailable when the store is away
   */
  public PreparedStatement prepare(String cql) {
    PreparedStatement statement = prepared.get(cql);
    if (statement == null) {
      try {
        statement = session().prepare(cql);
      } catch (DriverException e) {
        throw isOutage(e) ? new StoreUnavailable("The store does not answer", e) : e;
      }
      prepared.put(cql, statement);
    }
    return statement;
  }

  /** Whether the same request may succeed later without anybody changing it. */
  public static boolean isOutage(@Nullable Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException
        || cause instanceof ExecutionException
        || cause instanceof DriverExecutionException) {
      cause = cause.getCause();
    }
    return cause instanceof StoreUnavailable
        || cause instanceof AllNodesFailedException
        || cause instanceof DriverTimeoutException
        || cause instanceof QueryConsistencyException
        || cause instanceof UnavailableException
        || cause instanceof OverloadedException
        || cause instanceof BootstrappingException
        || cause instanceof ServerError
        || cause instanceof TruncateException
        || cause instanceof UnauthorizedException
        || cause instanceof RequestThrottlingException
        || cause instanceof ClosedConnectionException
        || cause instanceof HeartbeatException
        || (cause instanceof DriverException && missingSchema(cause));
  }

  /** A dropped table is an operator's doing, not a fault of the event that meets it. */
  private static boolean missingSchema(Throwable cause) {
    String message = cause.getMessage();
    return message != null
        && (message.contains("unconfigured table") || message.contains("does not exist"));
  }

  private void connect() {
    try {
      servers.cassandraReady().join();
      for (int attempt = 1; !stopping && !Thread.currentThread().isInterrupted(); attempt++) {
        CqlSession opened = tryToConnect(attempt);
        if (opened != null) {
          session.complete(opened);
          return;
        }
        Pauses.sleep(settings.connectRetry());
      }
    } catch (RuntimeException e) {
      if (!session.isDone() && !stopping) {
        LOG.error("The connection to the store cannot be made", e);
        session.completeExceptionally(e);
      }
    }
  }

  private @Nullable CqlSession tryToConnect(int attempt) {
    CqlSession opened = null;
    try {
      opened = builders.getObject().build();
      newest = opened;
      if (stopping) {
        opened.close();
        return null;
      }
      migrator.migrate(opened);
      opened.execute("USE " + settings.keyspace());
      LOG.atInfo().addKeyValue("keyspace", settings.keyspace()).log("Store connected");
      return opened;
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      // once a minute or so: it may be away for long
      if (attempt % 60 == 1 && !stopping) {
        LOG.atWarn()
            .addKeyValue("attempt", attempt)
            .log("The store cannot be reached yet: {}", String.valueOf(e.getMessage()));
      }
      return null;
    }
  }

  @Override
  public void destroy() {
    stopping = true;
    connecting.interrupt();
    CqlSession opened = newest;
    if (opened != null) {
      opened.close();
    }
  }
}
