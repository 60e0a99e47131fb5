package tributary.platform.kafkabatch;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import tributary.platform.KafkaClients;
import tributary.platform.KafkaPublisher;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/**
 * {@code kafka-batch:topic?groupId=...}. A consumer hands over everything a poll gave as one {@link
 * RecordBatch} and commits only after the route has ended well; a producer sends an {@link
 * Outgoing} and ends when all of it is acknowledged. See ADR 0003 for why camel-kafka does not do.
 */
@Component("kafka-batch")
public class KafkaBatchComponent extends DefaultComponent {

  @Override
  protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters)
      throws Exception {
    KafkaBatchEndpoint endpoint = new KafkaBatchEndpoint(uri, this, topic);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  KafkaClients clients() {
    return bean(KafkaClients.class);
  }

  KafkaPublisher publisher() {
    return bean(KafkaPublisher.class);
  }

  TopicProvisioner topics() {
    return bean(TopicProvisioner.class);
  }

  TopicSettings settings() {
    return bean(TopicSettings.class);
  }

  private <T> T bean(Class<T> type) {
    return getCamelContext().getRegistry().findSingleByType(type);
  }
}
