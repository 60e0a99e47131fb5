package tributary.measure;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.EventTimeSettings;
import tributary.platform.TopicSettings;

/**
 * One source, one processor, one sink: every partition of the clean topic is counted where it is
 * read, with its state in memory and in a changelog topic.
 */
@Component
class MeasureTopology {
  /** Room for the key, the headers and what a batch adds. */
  private static final int OVERHEAD = 4_096;

  private final MeasureSettings settings;
  private final EventTimeSettings times;
  private final TopicSettings topics;
  private final MeasureMeters meters;
  private final Clock clock;

  MeasureTopology(
      MeasureSettings settings,
      EventTimeSettings times,
      TopicSettings topics,
      MeasureMeters meters,
      Clock clock) {
    this.settings = settings;
    this.times = times;
    this.topics = topics;
    this.meters = meters;
    this.clock = clock;
  }

  Topology topology() {
    Topology topology = new Topology();
    topology.addSource(
        "changes",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topics.prefixed(Topics.RECENTCHANGE_CLEAN));
    topology.addProcessor("count", this::counter, "changes");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(ChangeCounter.STATE),
                Serdes.ByteArray(),
                Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(
                Map.of(
                    // a restart reads it whole: let it be cleaned early
                    "segment.bytes", "16777216",
                    "min.cleanable.dirty.ratio", "0.2",
                    "max.message.bytes", String.valueOf(topics.maxRecordSize()))),
        "count");
    topology.addStateStore(new BeforeCommit.Builder(), "count");
    topology.addSink(
        "minutes",
        topics.prefixed(Topics.RECENTCHANGE_MINUTES),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        new SamePartition(),
        "count");
    return topology;
  }

  private ChangeCounter counter() {
    return new ChangeCounter(
        settings, times, meters, clock, Math.max(OVERHEAD, topics.maxRecordSize() - OVERHEAD));
  }

  /** What speaks of one partition of the clean topic stays in order. */
  private static final class SamePartition implements StreamPartitioner<byte[], byte[]> {
    @Override
    @Deprecated
    public Integer partition(String topic, byte[] key, byte[] value, int partitions) {
      return MinuteKey.decode(key).partition() % partitions;
    }

    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, int partitions) {
      return Optional.of(Set.of(MinuteKey.decode(key).partition() % partitions));
    }
  }
}
