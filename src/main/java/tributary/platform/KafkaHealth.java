package tributary.platform;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** DOWN while the brokers do not answer or a topic is not as it has to be; says which. */
@Component("kafka")
class KafkaHealth implements HealthIndicator {
  private final TopicProvisioner topics;
  private final LagMonitor lags;
  private final KafkaClients clients;

  KafkaHealth(TopicProvisioner topics, LagMonitor lags, KafkaClients clients) {
    this.topics = topics;
    this.lags = lags;
    this.clients = clients;
  }

  @Override
  public Health health() {
    String fault = topics.fault();
    if (fault == null && !topics.isReady()) {
      fault = "The topics have not been looked at yet";
    }
    if (fault == null && !lags.isKnown()) {
      fault = "Kafka has not said lately where its topics end";
    }
    Health.Builder health = fault == null ? Health.up() : Health.down().withDetail("fault", fault);
    return health
        .withDetail("brokers", clients.bootstrapServers())
        .withDetail("missing_topics", topics.missing())
        .build();
  }
}
