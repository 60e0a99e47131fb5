package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;
import tributary.event.Topics;
import tributary.platform.EventTimeSettings;
import tributary.platform.KafkaClients;
import tributary.platform.Pauses;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;

/**
 * Reads the clean topics for the live stream, as a member of no group: first their tails, then what
 * comes. It never is far behind: too much of it is counted and not read.
 */
@Component
class LiveTap {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTap.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KafkaClients clients;
  private final TopicSettings names;
  private final TopicProvisioner topics;
  private final LiveSettings settings;
  private final ServeSettings serve;
  private final EventTimeSettings times;
  private final Clock clock;

  LiveTap(
      KafkaClients clients,
      TopicSettings names,
      TopicProvisioner topics,
      LiveSettings settings,
      ServeSettings serve,
      EventTimeSettings times,
      Clock clock) {
    this.clients = clients;
    this.names = names;
    this.topics = topics;
    this.settings = settings;
    this.serve = serve;
    this.times = times;
    this.clock = clock;
  }

  /**
   * Reads until it is not wanted any more.
   *
   * @param caughtUp called when the tails have been read
   */
  void read(LiveBoard board, BooleanSupplier wanted, Runnable caughtUp) {
    while (wanted.getAsBoolean()) {
      try {
        if (topics.isReady()) {
          follow(board, wanted, caughtUp);
        } else {
          Pauses.sleep(POLL);
        }
      } catch (KafkaException e) {
        if (!wanted.getAsBoolean()) {
          return;
        }
        LOG.atWarn().setCause(e).log("The live stream cannot read, and tries again");
        Pauses.sleep(PAUSE);
      }
    }
  }

  private void follow(LiveBoard board, BooleanSupplier wanted, Runnable caughtUp) {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seekTails(consumer, partitions, ends, board);
      boolean tails = true;
      while (wanted.getAsBoolean()) {
        Instant now = clock.instant();
        consumer.poll(POLL).forEach(record -> show(record, board, now));
        if (tails && ends.entrySet().stream().allMatch(end -> reached(consumer, end))) {
          tails = false;
          caughtUp.run();
        } else if (!tails) {
          catchUp(consumer, partitions, board);
        }
      }
    }
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map.Entry<TopicPartition, Long> end) {
    return consumer.position(end.getKey()) >= end.getValue();
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String feed : Topics.wikimediaFeeds()) {
      String topic = names.prefixed(Topics.cleanOf(feed));
      consumer
          .partitionsFor(topic)
          .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
    }
    return partitions;
  }

  /** To where the window begins, but to some of the newest at least and to not too many. */
  private void seekTails(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      LiveBoard board) {
    Instant window = clock.instant().minus(settings.window());
    Map<TopicPartition, Long> wanted = new HashMap<>();
    partitions.forEach(partition -> wanted.put(partition, window.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    Instant known = window;
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      OffsetAndTimestamp inWindow = found.get(partition);
      long share = Math.max(1, settings.tail() / partitions.size());
      long most = Math.max(1, settings.maxLag() / partitions.size());
      long from = Math.min(inWindow == null ? end : inWindow.offset(), end - share);
      if (from < end - most) {
        from = end - most;
        known = clock.instant();
      }
      consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), Math.max(0, from)));
    }
    board.knownFrom(known);
  }

  private void catchUp(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, LiveBoard board) {
    String changes = names.prefixed(Topics.RECENTCHANGE_CLEAN);
    long changesBehind = 0;
    long pagesBehind = 0;
    for (TopicPartition partition : partitions) {
      long lag = consumer.currentLag(partition).orElse(0);
      if (partition.topic().equals(changes)) {
        changesBehind += lag;
      } else {
        pagesBehind += lag;
      }
    }
    if (changesBehind + pagesBehind > settings.maxLag()) {
      consumer.seekToEnd(partitions);
      board.skipped(changesBehind, pagesBehind, clock.instant());
    }
  }

  private void show(ConsumerRecord<byte[], byte[]> record, LiveBoard board, Instant now) {
    try {
      if (names.plain(record.topic()).equals(Topics.RECENTCHANGE_CLEAN)) {
        Change change = ChangeJson.read(record.value());
        if (!times.isEarly(change.at(), now)) {
          board.add(change, now);
        }
      } else {
        PageCreate page = PageCreateJson.read(record.value());
        if (!times.isEarly(page.createdAt(), now)) {
          board.add(page, now);
        }
      }
    } catch (MalformedEvent e) {
      // the stages that store it send it to the dead letters
      LOG.atDebug().addKeyValue("topic", record.topic()).setCause(e).log("Not shown");
    }
  }

  private Map<String, Object> consumer() {
    Map<String, Object> consumer = clients.consumer();
    consumer.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) serve.kafkaTimeout().toMillis());
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4_194_304);
    consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 524_288);
    return consumer;
  }
}
