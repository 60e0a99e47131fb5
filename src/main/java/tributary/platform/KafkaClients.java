package tributary.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.kafka.KafkaConnectionDetails;
import org.springframework.boot.autoconfigure.kafka.KafkaProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * The settings of every Kafka client of this program, taken from {@code spring.kafka.*} (servers,
 * TLS, SASL), with bytes in and bytes out. Each call gives a new map with a client id of its own.
 */
@Component
public class KafkaClients {
  private static final String PREFIX = "tributary-";

  private final KafkaProperties settings;
  private final ObjectProvider<KafkaConnectionDetails> connection;
  private final ObjectProvider<SslBundles> bundles;
  private final TopicSettings names;
  private final AtomicInteger clients = new AtomicInteger();

  KafkaClients(
      KafkaProperties settings,
      ObjectProvider<KafkaConnectionDetails> connection,
      ObjectProvider<SslBundles> bundles,
      TopicSettings names) {
    this.settings = settings;
    this.connection = connection;
    this.bundles = bundles;
    this.names = names;
  }

  /**
   * A consumer of {@code groupId} that commits nothing by itself. Kafka knows the group by the
   * installation's prefix too: two installations on one cluster never rebalance each other.
   */
  public Map<String, Object> consumer(String groupId) {
    Map<String, Object> all = consumerSettings();
    all.put(ConsumerConfig.GROUP_ID_CONFIG, names.prefixed(groupId));
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId(groupId));
    return all;
  }

  /** A consumer without a group, for assigning and seeking. */
  public Map<String, Object> consumer() {
    Map<String, Object> all = consumerSettings();
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId("reader"));
    return all;
  }

  /** A producer that loses nothing: idempotent, acknowledged by all. */
  public Map<String, Object> producer() {
    Map<String, Object> all = new HashMap<>(settings.buildProducerProperties(sslBundles()));
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId("producer"));
    return all;
  }

  public Map<String, Object> admin() {
    Map<String, Object> all = new HashMap<>(settings.buildAdminProperties(sslBundles()));
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId("admin"));
    return all;
  }

  /** Where the brokers are, in the form of {@code bootstrap.servers}. */
  public String bootstrapServers() {
    KafkaConnectionDetails details = connection.getIfAvailable();
    return String.join(
        ",", details == null ? settings.getBootstrapServers() : details.getBootstrapServers());
  }

  /** Only what says how to reach and trust the brokers: goes over the settings of a route. */
  Map<String, Object> access() {
    Map<String, Object> access = new HashMap<>(settings.getProperties());
    settings
        .buildAdminProperties(sslBundles())
        .forEach(
            (name, value) -> {
              if (name.startsWith("security.")
                  || name.startsWith("sasl.")
                  || name.startsWith("ssl.")
                  || name.equals(SslBundle.class.getName())) {
                access.put(name, value);
              }
            });
    access.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    return access;
  }

  /** {@code what} with a number behind it, unique in this process. */
  String clientId(String what) {
    return (what.startsWith(PREFIX) ? what : PREFIX + what) + "-" + clients.incrementAndGet();
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> all = new HashMap<>(settings.buildConsumerProperties(sslBundles()));
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return all;
  }

  @SuppressWarnings("NullAway") // Boot accepts null for "no bundles" and says so nowhere
  private SslBundles sslBundles() {
    return bundles.getIfAvailable();
  }
}
