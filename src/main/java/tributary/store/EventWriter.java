package tributary.store;

import static tributary.platform.DeadLetter.text;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.event.MalformedEvent;
import tributary.event.RecordHeaders;
import tributary.platform.Cassandra;
import tributary.platform.DeadLetter;
import tributary.platform.StoreUnavailable;
import tributary.platform.kafkabatch.Outgoing;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Stores a batch of one feed's clean events: asynchronous writes, bounded, all durable before it
 * returns. Rows are keyed by what they are about and hold absolute values, so a batch that comes
 * again changes nothing. While the store is away it throws {@link StoreUnavailable} and has done no
 * harm.
 */
public abstract class EventWriter<E> {
  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private final String feed;
  private final StoreParts parts;
  private final Markers markers;
  private final Map<Integer, Partition> partitions = new HashMap<>();

  private record Partition(long assignment, StoreTally tally) {}

  EventWriter(String feed, StoreParts parts) {
    this.feed = feed;
    this.parts = parts;
    this.markers = new Markers(parts.settings().rememberedMarkers(), parts.clock());
  }

  abstract E read(byte[] clean) throws MalformedEvent;

  abstract Instant timeOf(E event);

  abstract String idOf(E event);

  /** Rows of one event, to be written one by one when a request they shared was refused. */
  abstract List<TableRow> rowsOf(E event);

  /**
   * Starts the writes of events whose time has come, and puts them into their arrivals.
   *
   * @return what is left to do when all rows of the batch are durable, or their events dead letters
   */
  abstract Runnable insert(RecordBatch batch, List<Arrival<E>> due);

  /**
   * @return dead letters of records that cannot be stored, and what was counted
   * @throws StoreUnavailable when the store is away: the same batch is to be given again
   */
  public Outgoing write(RecordBatch batch) {
    List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
    Instant now = parts.clock().instant();
    long begun = System.nanoTime();
    List<Arrival<E>> arrivals = read(batch, now, out);
    List<Arrival<E>> due = arrivals.stream().filter(arrival -> !arrival.early()).toList();
    for (Arrival<E> arrival : arrivals) {
      if (arrival.early()) {
        E event = arrival.event();
        starting(
            arrival,
            () ->
                arrival
                    .requests()
                    .addAll(
                        parts
                            .quarantine()
                            .keep(feed, timeOf(event), idOf(event), arrival.record())));
      }
    }
    Runnable afterwards = insert(batch, due);
    List<Arrival<E>> stored = settle(arrivals, batch.topic(), now, out);
    afterwards.run();
    count(batch, stored, out);
    parts
        .meters()
        .stored(
            feed,
            stored.size(),
            stored.stream().mapToLong(one -> one.requests().size() + one.shared().size()).sum(),
            Duration.ofNanos(System.nanoTime() - begun));
    return new Outgoing(out);
  }

  private List<Arrival<E>> read(
      RecordBatch batch, Instant now, List<ProducerRecord<byte[], byte[]>> out) {
    List<Arrival<E>> arrivals = new ArrayList<>(batch.size());
    for (RecordBatch.Part part : batch.parts()) {
      for (ConsumerRecord<byte[], byte[]> record : part.records()) {
        try {
          E event = read(record.value());
          boolean early = parts.quarantine().isEarly(timeOf(event), now);
          arrivals.add(new Arrival<>(part.partition(), record, event, early));
        } catch (MalformedEvent e) {
          out.add(
              DeadLetter.of(
                  record,
                  batch.topic(),
                  e.reason(),
                  String.valueOf(e.getMessage()),
                  e.getClass().getName(),
                  now));
        }
      }
    }
    return arrivals;
  }

  /** Starts the writes of one event; when a value of it fits no column, that event fails alone. */
  static void starting(Arrival<?> arrival, Runnable writes) {
    try {
      writes.run();
    } catch (RuntimeException e) {
      if (Cassandra.isOutage(e)) {
        throw e;
      }
      arrival.requests().add(CompletableFuture.failedFuture(e));
    }
  }

  /** Takes index rows, and writes those that were not written lately nor in this batch. */
  final BiConsumer<Object, Supplier<Statement<?>>> marking(
      Arrival<E> arrival, Set<Object> inThisBatch) {
    return (marker, row) -> {
      if (!markers.isWritten(marker) && inThisBatch.add(marker)) {
        arrival.requests().add(parts.writes().write(row.get()));
        arrival.markers().add(marker);
      }
    };
  }

  /** Waits for all; what the store refuses for its content goes to the dead letters, alone. */
  private List<Arrival<E>> settle(
      List<Arrival<E>> arrivals,
      String topic,
      Instant now,
      List<ProducerRecord<byte[], byte[]>> out) {
    List<Arrival<E>> stored = new ArrayList<>(arrivals.size());
    for (Arrival<E> arrival : arrivals) {
      try {
        await(arrival);
        markers.written(arrival.markers());
        stored.add(arrival);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("topic", topic)
            .addKeyValue("partition", arrival.partition())
            .addKeyValue("offset", arrival.record().offset())
            .setCause(e)
            .log("An event cannot be stored; it goes to the dead letters");
        Throwable cause = e.getCause() == null ? e : e.getCause();
        out.add(
            DeadLetter.of(
                arrival.record(),
                topic,
                "not-storable",
                String.valueOf(cause.getMessage()),
                cause.getClass().getName(),
                now));
      }
    }
    return stored;
  }

  /** A row of another event in the same request may be what was refused: then each goes alone. */
  private void await(Arrival<E> arrival) {
    Waiting.forAll(arrival.requests());
    try {
      Waiting.forAll(arrival.shared());
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.debug("A request was refused; its rows are written one by one", e);
      Waiting.forAll(
          rowsOf(arrival.event()).stream()
              .map(row -> parts.writes().write(row.statement()))
              .toList());
    }
  }

  private void count(
      RecordBatch batch, List<Arrival<E>> stored, List<ProducerRecord<byte[], byte[]>> out) {
    Map<Integer, StoreTally> tallies = new HashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      tallies.put(part.partition(), partition(batch.topic(), part).tally());
    }
    for (Arrival<E> arrival : stored) {
      StoreTally tally = tallies.get(arrival.partition());
      if (tally != null && text(arrival.record().headers(), RecordHeaders.RELEASED) == null) {
        tally.stored(arrival.record(), timeOf(arrival.event()), arrival.early());
      }
    }
    for (RecordBatch.Part part : batch.parts()) {
      StoreTally tally = tallies.get(part.partition());
      if (tally != null) {
        tally.passed(part.records().get(part.records().size() - 1));
        out.add(parts.ledger().record(tally.entry()));
      }
    }
  }

  private Partition partition(String topic, RecordBatch.Part part) {
    synchronized (partitions) {
      Partition known = partitions.get(part.partition());
      // offsets that go back: a batch that is tried again, or the topic was made anew
      if (known != null
          && known.assignment() == part.assignment()
          && part.firstOffset() >= known.tally().next()) {
        return known;
      }
    }
    Partition loaded =
        new Partition(
            part.assignment(),
            new StoreTally(parts.ledger().current("store", feed, topic, part.partition())));
    synchronized (partitions) {
      partitions.put(part.partition(), loaded);
    }
    return loaded;
  }
}
