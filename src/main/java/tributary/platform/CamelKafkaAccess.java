package tributary.platform;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.Component;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Lets every {@code kafka:} endpoint reach the brokers by {@code spring.kafka.*}, so that a route
 * says what it reads and writes and never how to get there.
 */
@org.springframework.stereotype.Component
class CamelKafkaAccess implements ComponentCustomizer {
  private final KafkaClients clients;

  CamelKafkaAccess(KafkaClients clients) {
    this.clients = clients;
  }

  @Override
  public void configure(String name, Component target) {
    ((KafkaComponent) target).setKafkaClientFactory(new Factory(clients));
  }

  @Override
  public boolean isEnabled(String name, Component target) {
    return target instanceof KafkaComponent;
  }

  private static final class Factory extends DefaultKafkaClientFactory {
    private final KafkaClients clients;

    Factory(KafkaClients clients) {
      this.clients = clients;
    }

    @Override
    public Producer<?, ?> getProducer(Properties route) {
      return new SoonClosed(withAccess(route, "producer"));
    }

    @Override
    public Consumer<?, ?> getConsumer(Properties route) {
      return super.getConsumer(withAccess(route, "consumer"));
    }

    @Override
    public String getBrokers(KafkaConfiguration route) {
      return clients.bootstrapServers();
    }

    private Properties withAccess(Properties route, String what) {
      Properties all = new Properties();
      all.putAll(route);
      all.putAll(clients.access());
      Object group = route.get(CommonClientConfigs.GROUP_ID_CONFIG);
      all.put(
          CommonClientConfigs.CLIENT_ID_CONFIG,
          clients.clientId(group == null ? what : group.toString()));
      return all;
    }
  }

  /**
   * A producer that waits at its end only so long for brokers that do not answer: what it could not
   * send was acknowledged to nobody and comes again.
   */
  private static final class SoonClosed extends KafkaProducer<Object, Object> {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    SoonClosed(Properties settings) {
      super(settings);
    }

    @Override
    public void close() {
      close(CLOSE);
    }
  }
}
