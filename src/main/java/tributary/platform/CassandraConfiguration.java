package tributary.platform;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.cassandra.DriverConfigLoaderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the driver behaves, and the session as routes may use it. */
@Configuration(proxyBeanMethods = false)
class CassandraConfiguration {

  /** Settings of {@code spring.cassandra.*} that a user makes come on top of these. */
  @Bean
  DriverConfigLoaderBuilderCustomizer driverDefaults() {
    return builder ->
        builder
            // every statement of ours writes absolute values or reads
            .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
            .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
            .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
            .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(5))
            .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5))
            // everything has been answered when we close; its default waits two seconds for more
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, 4096)
            // the driver waits this long after each statement that changes the schema; its own
            // second
            // makes twenty of them last twenty seconds
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(20))
            .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false);
  }

  /**
   * The session for {@code cql:} endpoints. camel-cassandraql closes the session it was given when
   * its endpoint stops, and with it every other route's; this one does not let itself be closed.
   */
  @Bean(name = "cassandraSession", destroyMethod = "")
  CqlSession cassandraSession(Cassandra cassandra, StoreSettings settings) {
    return (CqlSession)
        Proxy.newProxyInstance(
            CqlSession.class.getClassLoader(),
            new Class<?>[] {CqlSession.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "close", "forceClose", "closeAsync", "forceCloseAsync" -> {
                  return null;
                }
                case "getKeyspace" -> {
                  // asked for when a route starts, which it does while the store is away too
                  return Optional.of(CqlIdentifier.fromCql(settings.keyspace()));
                }
                case "isClosed" -> {
                  return false;
                }
                case "hashCode" -> {
                  return System.identityHashCode(proxy);
                }
                case "equals" -> {
                  return proxy == arguments[0];
                }
                case "toString" -> {
                  return "cassandraSession";
                }
                default -> {
                  try {
                    return method.invoke(cassandra.session(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause() == null ? e : e.getCause();
                  }
                }
              }
            });
  }
}
