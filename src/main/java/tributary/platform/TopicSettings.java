package tributary.platform;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics are made when they are missing, and how consumer groups behave.
 *
 * @param topicPrefix stands in front of every topic and consumer group; the demo profile uses
 *     {@code demo.}
 * @param rawPartitions of raw topics; one keeps the order of the source, and carries a thousand
 *     times the real feed
 * @param cleanPartitions of clean topics: as many instances and threads can share the work
 * @param replicationFactor copies of every topic; 3 on a cluster
 * @param rawRetention how long raw records are kept
 * @param cleanRetention how long clean records are kept
 * @param deadLetterRetention how long rejected records are kept
 * @param maxRecordSize largest record in bytes that topics accept
 * @param topicCheck how often it is checked that no topic has gone
 * @param sessionTimeout after which silence a member of a consumer group counts as dead
 * @param topics exceptions for single topics, by name without prefix
 */
@Validated
@ConfigurationProperties("tributary.platform")
public record TopicSettings(
    @DefaultValue("") @Pattern(regexp = "([a-z0-9-]+\\.)?") String topicPrefix,
    @DefaultValue("1") @Min(1) int rawPartitions,
    @DefaultValue("4") @Min(1) int cleanPartitions,
    @DefaultValue("1") @Min(1) short replicationFactor,
    @DefaultValue("14d") @NotNull @DurationMin(millis = 1) Duration rawRetention,
    @DefaultValue("7d") @NotNull @DurationMin(millis = 1) Duration cleanRetention,
    @DefaultValue("90d") @NotNull @DurationMin(millis = 1) Duration deadLetterRetention,
    @DefaultValue("2097152") @Min(1024) int maxRecordSize,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 1) Duration topicCheck,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 1) Duration sessionTimeout,
    @DefaultValue Map<String, Exception> topics) {

  /**
   * What differs for one topic; null leaves the general setting in force.
   *
   * @param partitions number of partitions
   * @param replicationFactor copies
   * @param retention how long records are kept
   */
  public record Exception(
      @Nullable Integer partitions,
      @Nullable Short replicationFactor,
      @Nullable Duration retention) {}

  /** The name a Kafka client has to be given for {@code topic}. */
  public String prefixed(String topic) {
    return topicPrefix + topic;
  }

  /** The name without the prefix, as people see it. */
  public String plain(String prefixedTopic) {
    return prefixedTopic.substring(topicPrefix.length());
  }
}
