package tributary.platform.kafkabatch;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Batches of Kafka records, with positions that move after the effect is durable. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "kafka-batch",
    title = "Kafka batch",
    syntax = "kafka-batch:topic",
    category = {Category.MESSAGING})
public class KafkaBatchEndpoint extends DefaultEndpoint {
  @UriPath(description = "Name of the topic, without the prefix of the installation")
  @Metadata(required = true)
  private final String topic;

  @UriParam(label = "consumer", description = "Consumer group; required for a consumer")
  private @Nullable String groupId;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description = "How many consumers of the group run in this process")
  private int consumers = 1;

  @UriParam(
      label = "consumer",
      defaultValue = "500",
      description = "Largest number of records in one batch")
  private int maxRecords = 500;

  @UriParam(
      label = "consumer",
      defaultValue = "30000",
      description = "Longest pause in milliseconds before a batch that failed is tried again")
  private long maxBackoff = 30_000;

  @UriParam(
      label = "consumer",
      defaultValue = "8000",
      description =
          "How long in milliseconds a batch may still take when its partitions are taken away or"
              + " the route stops")
  private long drainTimeout = 8_000;

  KafkaBatchEndpoint(String uri, KafkaBatchComponent component, String topic) {
    super(uri, component);
    this.topic = topic;
  }

  @Override
  public Producer createProducer() {
    return new KafkaBatchProducer(this, component().publisher());
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (groupId == null) {
      throw new IllegalArgumentException("kafka-batch:" + topic + " needs a groupId");
    }
    KafkaBatchConsumer consumer = new KafkaBatchConsumer(this, processor, groupId);
    configureConsumer(consumer);
    return consumer;
  }

  KafkaBatchComponent component() {
    return (KafkaBatchComponent) getComponent();
  }

  public String getTopic() {
    return topic;
  }

  public @Nullable String getGroupId() {
    return groupId;
  }

  public void setGroupId(String groupId) {
    this.groupId = groupId;
  }

  public int getConsumers() {
    return consumers;
  }

  public void setConsumers(int consumers) {
    this.consumers = consumers;
  }

  public int getMaxRecords() {
    return maxRecords;
  }

  public void setMaxRecords(int maxRecords) {
    this.maxRecords = maxRecords;
  }

  public long getMaxBackoff() {
    return maxBackoff;
  }

  public void setMaxBackoff(long maxBackoff) {
    this.maxBackoff = maxBackoff;
  }

  public long getDrainTimeout() {
    return drainTimeout;
  }

  public void setDrainTimeout(long drainTimeout) {
    this.drainTimeout = drainTimeout;
  }

  Duration drain() {
    return Duration.ofMillis(drainTimeout);
  }
}
