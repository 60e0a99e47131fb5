package tributary.platform.kafkabatch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.platform.TopicSettings;

/**
 * One member of a consumer group. A batch is worked on by a second thread while this one goes on
 * polling with all partitions paused, so a batch may take as long as an outage takes without the
 * group throwing us out. Positions are committed after the batch has ended well, never before; a
 * batch that failed is read again from where it began.
 */
class PollLoop implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration REBALANCE = Duration.ofSeconds(5);

  private final KafkaBatchEndpoint endpoint;
  private final String groupId;
  private final Predicate<RecordBatch> handler;
  private final TopicSettings settings;
  private final Thread thread;
  private final ExecutorService worker;
  private final Assignments assignments = new Assignments();
  private volatile boolean stopping;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  // only touched by the polling thread
  private @Nullable Work work;
  private int failures;

  /** A batch under way, and the partitions that were taken from us while it was. */
  private record Work(RecordBatch batch, Future<Boolean> result) {}

  PollLoop(KafkaBatchEndpoint endpoint, String groupId, Predicate<RecordBatch> handler) {
    this.endpoint = endpoint;
    this.groupId = groupId;
    this.handler = handler;
    this.settings = endpoint.component().settings();
    this.thread = new Thread(this::run, "poll-" + groupId);
    this.worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "batch-" + groupId);
              made.setDaemon(true);
              return made;
            });
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void askToStop() {
    stopping = true;
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
  }

  void awaitEnd() throws InterruptedException {
    if (consumer == null) {
      thread.interrupt(); // it still waits for the topics
    }
    thread.join(endpoint.drain().plusSeconds(3).toMillis());
    worker.shutdownNow();
    thread.interrupt();
  }

  private void run() {
    endpoint.component().topics().awaitReady();
    while (!stopping) {
      try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(consumerSettings())) {
        consumer = opened;
        opened.subscribe(List.of(settings.prefixed(endpoint.getTopic())), this);
        while (!stopping) {
          takeOne(opened);
        }
      } catch (WakeupException e) {
        LOG.debug("Woken to stop", e);
      } catch (RuntimeException e) {
        if (!stopping) {
          LOG.atWarn()
              .addKeyValue("topic", endpoint.getTopic())
              .setCause(e)
              .log("The consumer failed and is made anew");
          pause(Duration.ofSeconds(1));
        }
      } finally {
        consumer = null;
        work = null;
      }
    }
  }

  private void takeOne(KafkaConsumer<byte[], byte[]> polling) {
    ConsumerRecords<byte[], byte[]> records = polling.poll(POLL);
    if (records.isEmpty()) {
      assignments.commitPending(polling);
      return;
    }
    RecordBatch batch = assignments.batch(endpoint.getTopic(), records);
    Work current = new Work(batch, worker.submit(() -> handler.test(batch)));
    work = current;
    boolean done = await(polling, current);
    work = null;
    if (done) {
      failures = 0;
      if (assignments.commit(polling, batch)) {
        letItRebalance(polling);
      }
    } else if (!stopping) {
      assignments.rewind(polling, batch);
      pausePolling(polling, backoff());
    }
    polling.resume(polling.paused());
  }

  /**
   * A rebalance goes on only while we poll, and takes no positions. Working on meanwhile would
   * leave batch after batch to be read again, should we end before it does.
   */
  private void letItRebalance(KafkaConsumer<byte[], byte[]> polling) {
    long until = System.nanoTime() + REBALANCE.toNanos();
    do {
      pause(Duration.ofMillis(20));
      pollPaused(polling);
    } while (assignments.commitPending(polling) && System.nanoTime() < until);
  }

  /** True when the batch got through. Keeps the membership alive meanwhile. */
  private boolean await(KafkaConsumer<byte[], byte[]> polling, Work current) {
    long drainUntil = 0;
    while (true) {
      Boolean result = resultWithin(current, PATIENCE);
      if (result != null) {
        return result;
      }
      if (stopping) {
        if (drainUntil == 0) {
          drainUntil = System.nanoTime() + endpoint.drain().toNanos();
        } else if (System.nanoTime() > drainUntil) {
          current.result().cancel(true);
          return false;
        }
        continue;
      }
      pollPaused(polling);
    }
  }

  private void pollPaused(KafkaConsumer<byte[], byte[]> polling) {
    polling.pause(polling.assignment());
    try {
      // a partition that was assigned inside this poll may give records: they are read again
      assignments.rewind(
          polling, assignments.batch(endpoint.getTopic(), polling.poll(Duration.ZERO)));
    } catch (WakeupException e) {
      LOG.debug("Woken to stop while a batch is under way", e);
    }
  }

  private void pausePolling(KafkaConsumer<byte[], byte[]> polling, Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    while (!stopping && System.nanoTime() < until) {
      pollPaused(polling);
      pause(Duration.ofMillis(100));
    }
  }

  private Duration backoff() {
    failures = Math.min(failures + 1, 16);
    return Duration.ofMillis(Math.min(endpoint.getMaxBackoff(), 250L << Math.min(failures, 10)));
  }

  private static @Nullable Boolean resultWithin(Work current, Duration patience) {
    try {
      return current.result().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      LOG.error("A batch ended by an error of ours", e.getCause());
      return false;
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> all = endpoint.component().clients().consumer(groupId);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, endpoint.getMaxRecords());
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    int session = (int) settings.sessionTimeout().toMillis();
    all.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    all.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(300, session / 4));
    return all;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    assignments.assigned(partitions);
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (work != null && polling != null) {
      polling.pause(partitions);
    }
  }

  /** Before somebody else gets the partitions: let the batch end and commit it, if it can. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Work current = work;
    KafkaConsumer<byte[], byte[]> polling = consumer;
    if (current != null
        && polling != null
        && assignments.concern(current.batch(), partitions)
        && Boolean.TRUE.equals(resultWithin(current, endpoint.drain()))) {
      assignments.commit(polling, current.batch());
    } else if (polling != null) {
      assignments.commitPending(polling);
    }
    assignments.revoked(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    assignments.revoked(partitions);
  }
}
