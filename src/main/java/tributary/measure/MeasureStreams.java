package tributary.measure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.KafkaClients;
import tributary.platform.LagMonitor;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/**
 * Runs the counting as long as the application runs: a thread that fails is replaced, and when all
 * of them are gone everything is made anew. Ends in order, within its time.
 */
@Component
class MeasureStreams implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(MeasureStreams.class);

  private final MeasureTopology topology;
  private final MeasureSettings settings;
  private final MeasureMeters meters;
  private final TopicSettings topics;
  private final TopicProvisioner provisioner;
  private final KafkaClients clients;
  private final Path directory;
  private final AtomicLong replaced = new AtomicLong();
  private volatile @Nullable String lastFailure;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Thread keeper;
  private volatile boolean stopping;

  MeasureStreams(
      MeasureTopology topology,
      MeasureSettings settings,
      MeasureMeters meters,
      TopicSettings topics,
      TopicProvisioner provisioner,
      KafkaClients clients,
      @Value("${tributary.data-dir}") Path dataDirectory) {
    this.topology = topology;
    this.settings = settings;
    this.meters = meters;
    this.topics = topics;
    this.provisioner = provisioner;
    this.clients = clients;
    this.directory = dataDirectory.resolve("measure");
  }

  @Override
  public void start() {
    if (settings.threads() == 0) {
      return;
    }
    stopping = false;
    Thread thread = new Thread(this::keep, "measure");
    thread.setDaemon(true);
    keeper = thread;
    thread.start();
  }

  /** Keeps one running until we stop. */
  private void keep() {
    provisioner.awaitReady();
    while (!stopping) {
      CountDownLatch ended = new CountDownLatch(1);
      try (KafkaStreams made = new KafkaStreams(topology.topology(), config())) {
        made.setUncaughtExceptionHandler(this::replace);
        made.setStateListener(
            (now, before) -> {
              if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
              }
            });
        streams = made;
        made.start();
        LOG.atInfo().addKeyValue("threads", settings.threads()).log("Changes are being measured");
        ended.await();
        if (!stopping) {
          LOG.error("All counting threads are gone; they are made anew");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        lastFailure = e.toString();
        LOG.error("The counting cannot be started and is tried again", e);
      }
      LockSupport.parkNanos(stopping ? 0 : settings.restartPause().toNanos());
    }
  }

  private StreamThreadExceptionResponse replace(Throwable failure) {
    lastFailure = failure.toString();
    replaced.incrementAndGet();
    meters.threadReplaced();
    LOG.error("A counting thread failed and is replaced; it goes on from its last commit", failure);
    LockSupport.parkNanos(settings.restartPause().toNanos());
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  /** At once, so that whatever else stops in this phase stops at the same time. */
  @Override
  public void stop(Runnable callback) {
    stopping = true;
    KafkaStreams running = streams;
    Thread thread = keeper;
    Thread closing =
        new Thread(
            () -> {
              if (running != null) {
                if (!running.close(settings.stopTimeout())) {
                  LOG.warn("The counting did not end in time; it goes on from its last commit");
                }
              } else if (thread != null) {
                thread.interrupt(); // it still waits for the topics
              }
              keeper = null;
              callback.run();
            },
            "measure-stop");
    closing.start();
  }

  @Override
  public boolean isRunning() {
    return keeper != null;
  }

  /** Whether this process is to count at all. */
  boolean isAsked() {
    return settings.threads() > 0;
  }

  /** How the counting stands; null while Kafka is waited for. */
  KafkaStreams.@Nullable State state() {
    KafkaStreams running = streams;
    return running == null ? null : running.state();
  }

  long replaced() {
    return replaced.get();
  }

  @Nullable String lastFailure() {
    return lastFailure;
  }

  /** What clients of Kafka Streams are given; servers and their secrets are those of all. */
  private StreamsConfig config() {
    Map<String, Object> all = new HashMap<>(clients.admin());
    all.remove(ProducerConfig.CLIENT_ID_CONFIG);
    // state topics are named after it, so two installations at one Kafka must not share it
    all.put(
        StreamsConfig.APPLICATION_ID_CONFIG,
        topics.prefixed(LagMonitor.group("measure", Topics.RECENTCHANGE)));
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.interval().toMillis());
    all.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) topics.replicationFactor());
    all.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
        WallclockTimestampExtractor.class.getName());
    // the state is small and read from its topic in any case: never wait for a copy to warm up
    all.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4_000);
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    int session = Math.toIntExact(topics.sessionTimeout().toMillis());
    all.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    all.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        Math.max(300, session / 4));
    // an instance that stops in order hands its partitions over at once
    all.put(StreamsConfig.consumerPrefix("internal.leave.group.on.close"), true);
    all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    all.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        topics.maxRecordSize());
    all.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        String.valueOf(topics.maxRecordSize()));
    return new StreamsConfig(all);
  }
}
