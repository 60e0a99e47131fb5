package tributary.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.ingest.sse.Lease;
import tributary.platform.KafkaClients;
import tributary.platform.Pauses;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/**
 * Lets one instance of several read the source: the one to which the consumer group gives partition
 * 0 of the first stream's raw topic. It reads no records. When that instance dies another one takes
 * over after the session timeout.
 */
@Component
class IngestLease implements Lease {
  static final String GROUP = "tributary-ingest-wikimedia";
  private static final Logger LOG = LoggerFactory.getLogger(IngestLease.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LEAVING = Duration.ofSeconds(2);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final TopicProvisioner topics;
  private final TopicSettings topicSettings;
  private final String topic;
  private final List<Holder> holders = new CopyOnWriteArrayList<>();
  private @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopping;
  private volatile boolean held;
  private volatile long polledAt = System.nanoTime();

  IngestLease(
      KafkaClients clients,
      TopicProvisioner topics,
      TopicSettings topicSettings,
      WikimediaSettings settings) {
    this.clients = clients;
    this.topics = topics;
    this.topicSettings = topicSettings;
    List<String> streams = settings.streams();
    this.topic =
        topicSettings.prefixed(
            Topics.rawOf(streams.isEmpty() ? Topics.PAGE_CREATE : streams.get(0)));
  }

  @Override
  public synchronized void request(Holder holder) {
    holders.add(holder);
    if (held) {
      holder.gained();
    }
    if (thread == null) {
      stopping = false;
      thread = new Thread(this::take, "ingest-lease");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void release() {
    Thread running;
    synchronized (this) {
      stopping = true;
      running = thread;
      thread = null;
    }
    KafkaConsumer<byte[], byte[]> asking = consumer;
    if (asking != null) {
      asking.wakeup();
    }
    if (running != null) {
      try {
        running.join(2 * LEAVING.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    holders.clear();
  }

  @Override
  public boolean isCertain() {
    return System.nanoTime() - polledAt < topicSettings.sessionTimeout().toNanos();
  }

  private void take() {
    while (!stopping && !topics.isReady()) {
      Pauses.sleep(POLL);
    }
    while (!stopping) {
      try {
        ask();
      } catch (WakeupException e) {
        LOG.debug("The lease is given back");
      } catch (RuntimeException e) {
        LOG.atWarn().setCause(e).log("The lease cannot be asked for now; trying again");
      } finally {
        lose();
      }
      if (!stopping) {
        Pauses.sleep(AFTER_A_FAULT);
      }
    }
  }

  private void ask() {
    KafkaConsumer<byte[], byte[]> asking = new KafkaConsumer<>(groupSettings());
    try {
      consumer = asking;
      asking.subscribe(List.of(topic), new Changes(asking));
      while (!stopping) {
        asking.poll(POLL);
        polledAt = System.nanoTime();
      }
    } finally {
      consumer = null;
      // When Kafka is away nobody takes our leave, and the session ends it instead.
      asking.close(LEAVING);
    }
  }

  private Map<String, Object> groupSettings() {
    Map<String, Object> settings = clients.consumer(GROUP);
    int session = (int) topicSettings.sessionTimeout().toMillis();
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / 4);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return settings;
  }

  private void gain() {
    polledAt = System.nanoTime();
    synchronized (this) {
      held = true;
    }
    LOG.info("This instance reads the source");
    holders.forEach(Holder::gained);
  }

  private void lose() {
    synchronized (this) {
      if (!held) {
        return;
      }
      held = false;
    }
    holders.forEach(Holder::lost);
    LOG.info("This instance no longer reads the source");
  }

  private final class Changes implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> asking;

    Changes(KafkaConsumer<byte[], byte[]> asking) {
      this.asking = asking;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
      // Holding a partition is all we want; its records are other people's business.
      asking.pause(given);
      if (given.contains(new TopicPartition(topic, 0))) {
        gain();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
      if (taken.contains(new TopicPartition(topic, 0))) {
        lose();
      }
    }
  }
}
