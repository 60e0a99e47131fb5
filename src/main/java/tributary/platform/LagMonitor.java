package tributary.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * How many records each consumer group has before it, looked up every two seconds. While Kafka does
 * not answer nothing is known, and nothing is made up.
 */
@Component
public class LagMonitor implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final long TIMEOUT_SECONDS = 10;

  private final KafkaClients clients;
  private final TopicSettings settings;
  private final TopicProvisioner topics;
  private final Thread thread;
  private volatile Snapshot latest = Snapshot.NOTHING;

  LagMonitor(KafkaClients clients, TopicSettings settings, TopicProvisioner topics) {
    this.clients = clients;
    this.settings = settings;
    this.topics = topics;
    this.thread = new Thread(this::watch, "lag-monitor");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param lags records that wait, by group and by partition of its topic
   * @param ends number of records ever written, by topic and partition
   */
  record Snapshot(Map<String, Map<Integer, Long>> lags, Map<String, Map<Integer, Long>> ends) {
    static final Snapshot NOTHING = new Snapshot(Map.of(), Map.of());
  }

  /** The group that reads a feed in a stage: {@code tributary-clean-page-create}. */
  public static String group(String stage, String feed) {
    return "tributary-" + stage + "-" + feed;
  }

  /** Whether Kafka has answered the last look. */
  public boolean isKnown() {
    return latest != Snapshot.NOTHING;
  }

  /** Records that wait for a group in all partitions; empty when not known. */
  public OptionalLong lag(String group) {
    Map<Integer, Long> lags = latest.lags().get(group);
    return lags == null
        ? OptionalLong.empty()
        : OptionalLong.of(lags.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Records that wait for a group by partition; empty when not known. */
  public Map<Integer, Long> lagByPartition(String group) {
    return latest.lags().getOrDefault(group, Map.of());
  }

  /** How many records a topic (without prefix) has ever been given; empty when not known. */
  public OptionalLong written(String topic) {
    Map<Integer, Long> ends = latest.ends().get(topic);
    return ends == null
        ? OptionalLong.empty()
        : OptionalLong.of(ends.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Where a topic (without prefix) ends, by partition; empty when not known. */
  public Map<Integer, Long> ends(String topic) {
    return latest.ends().getOrDefault(topic, Map.of());
  }

  private void watch() {
    try {
      topics.awaitReady();
      try (Admin admin = Admin.create(clients.admin())) {
        while (!Thread.currentThread().isInterrupted()) {
          latest = look(admin);
          Pauses.sleep(EVERY);
        }
      }
    } catch (RuntimeException e) {
      LOG.debug("The watch over the lag ends", e);
    }
  }

  private Snapshot look(Admin admin) {
    try {
      Map<String, String> topicByGroup = new HashMap<>();
      for (String feed : Topics.wikimediaFeeds()) {
        topicByGroup.put(group("clean", feed), settings.prefixed(Topics.rawOf(feed)));
        topicByGroup.put(group("store", feed), settings.prefixed(Topics.cleanOf(feed)));
      }
      return measure(admin, topicByGroup);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("The lag is not known now", e);
    }
    return Snapshot.NOTHING;
  }

  private Snapshot measure(Admin admin, Map<String, String> topicByGroup)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic :
        admin
            .describeTopics(topicByGroup.values())
            .allTopicNames()
            .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .values()) {
      topic
          .partitions()
          .forEach(one -> partitions.add(new TopicPartition(topic.name(), one.partition())));
    }
    Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
    topicByGroup
        .keySet()
        .forEach(group -> groups.put(settings.prefixed(group), new ListConsumerGroupOffsetsSpec()));
    // the positions first: a record that comes meanwhile counts as waiting, never as done
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        admin.listConsumerGroupOffsets(groups).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> end = offsets(admin, partitions, OffsetSpec.latest());

    Map<String, Map<Integer, Long>> lags = new HashMap<>();
    Map<String, Map<Integer, Long>> ends = new HashMap<>();
    topicByGroup.forEach(
        (group, topic) -> {
          Map<TopicPartition, OffsetAndMetadata> positions =
              committed.getOrDefault(settings.prefixed(group), Map.of());
          for (TopicPartition partition : partitions) {
            if (partition.topic().equals(topic)) {
              long last = end.getOrDefault(partition, 0L);
              long lag = last - position(positions.get(partition), first.get(partition));
              lags.computeIfAbsent(group, name -> new HashMap<>())
                  .put(partition.partition(), Math.max(0, lag));
              ends.computeIfAbsent(settings.plain(topic), name -> new HashMap<>())
                  .put(partition.partition(), last);
            }
          }
        });
    return new Snapshot(lags, ends);
  }

  private static long position(@Nullable OffsetAndMetadata committed, @Nullable Long first) {
    long beginning = first == null ? 0 : first;
    return committed == null ? beginning : Math.max(beginning, committed.offset());
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec which)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  @Override
  public void destroy() {
    thread.interrupt();
  }
}
