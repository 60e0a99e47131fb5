package tributary.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * What a writer knows of each partition of its feed while that is ours. Of one batch: {@link
 * Batch}.
 */
final class KnownByPartition {
  private final String feed;
  private final int remembered;
  private final HighestNumbers highestNumbers;
  private final Map<Integer, Known> partitions = new HashMap<>();

  /**
   * @param highest number of each wiki that was written by us already
   */
  private record Known(long assignment, KnownNumbers numbers, Map<String, Long> highest) {}

  /** What was stored, or is being stored, of one thing. */
  private record Numbered(int partition, String wiki, @Nullable Long number, String identity) {}

  /**
   * @param remembered how many of the newest of a partition are known one by one
   */
  KnownByPartition(String feed, int remembered, HighestNumbers highestNumbers) {
    this.feed = feed;
    this.remembered = remembered;
    this.highestNumbers = highestNumbers;
  }

  /** Reads what it has to begin with when a partition is newly ours. */
  Batch of(RecordBatch batch) {
    Map<Integer, Known> all = new HashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      synchronized (partitions) {
        Known known = partitions.get(part.partition());
        if (known != null && known.assignment() == part.assignment()) {
          all.put(part.partition(), known);
          continue;
        }
      }
      // somebody else may have worked on it since
      Known loaded =
          new Known(
              part.assignment(),
              new KnownNumbers(remembered, highestNumbers.all(feed)),
              new HashMap<>());
      synchronized (partitions) {
        partitions.put(part.partition(), loaded);
      }
      all.put(part.partition(), loaded);
    }
    return new Batch(all);
  }

  /** One batch on its way to the store. Not for several threads. */
  final class Batch {
    private final Map<Integer, Known> known;
    private final List<Numbered> written = new ArrayList<>();
    private final Map<Integer, Map<String, Long>> raised = new HashMap<>();
    private final List<CompletableFuture<?>> alongside = new ArrayList<>();

    private Batch(Map<Integer, Known> known) {
      this.known = known;
    }

    boolean mayBeStored(int partition, String wiki, @Nullable Long number, String identity) {
      return at(partition).numbers().mayBeStored(wiki, number, identity);
    }

    /** It is being written. */
    void writing(int partition, String wiki, @Nullable Long number, String identity) {
      written.add(new Numbered(partition, wiki, number, identity));
      if (number != null && number > at(partition).highest().getOrDefault(wiki, 0L)) {
        raised.computeIfAbsent(partition, none -> new HashMap<>()).merge(wiki, number, Math::max);
      }
    }

    /** Adds what a restart begins with to the requests of the batch. */
    void rows(GroupedWrites grouped) {
      raised.forEach(
          (partition, byWiki) -> highestNumbers.rows(feed, partition, byWiki, grouped, alongside));
    }

    /**
     * Blocks until those rows are durable.
     *
     * @throws tributary.platform.StoreUnavailable when the store is away
     */
    void await() {
      Waiting.forAll(alongside);
    }

    /** Everything is durable. */
    void stored() {
      for (Numbered one : written) {
        at(one.partition()).numbers().stored(one.wiki(), one.number(), one.identity());
      }
      raised.forEach((partition, byWiki) -> at(partition).highest().putAll(byWiki));
    }

    private Known at(int partition) {
      return Objects.requireNonNull(known.get(partition));
    }
  }
}
