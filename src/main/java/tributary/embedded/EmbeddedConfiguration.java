package tributary.embedded;

import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tributary.platform.ServersReady;

/** What the rest of the application sees of the servers. */
@Configuration(proxyBeanMethods = false)
class EmbeddedConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ServersReady serversReady(ObjectProvider<EmbeddedServers> embedded) {
    EmbeddedServers servers = embedded.getIfAvailable();
    return servers == null
        ? new Ready(
            CompletableFuture.completedFuture(null), CompletableFuture.completedFuture(null))
        : new Ready(servers.kafkaReady(), servers.cassandraReady());
  }

  @Bean
  HealthIndicator embeddedServersHealthIndicator(ObjectProvider<EmbeddedServers> embedded) {
    return new EmbeddedServersHealth(embedded.getIfAvailable());
  }

  @Bean
  SmartLifecycle embeddedServersAwaited(ServersReady servers) {
    return new Awaited(servers);
  }

  private record Ready(CompletableFuture<Void> kafkaReady, CompletableFuture<Void> cassandraReady)
      implements ServersReady {}
}
