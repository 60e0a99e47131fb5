package tributary.store;

import static tributary.platform.DeadLetter.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.MalformedEvent;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.platform.DeadLetter;
import tributary.platform.Ledger;
import tributary.platform.StageMeters;
import tributary.platform.StoreUnavailable;
import tributary.platform.kafkabatch.Outgoing;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Stores a batch of page creations: asynchronous writes, bounded, all durable before it returns.
 * Rows are keyed by what they are about and hold absolute values, so a batch that comes again
 * changes nothing. While the store is away it throws {@link StoreUnavailable} and has done no harm.
 */
@Component("pageWriter")
public class PageWriter {
  private static final Logger LOG = LoggerFactory.getLogger(PageWriter.class);
  private static final String FEED = Topics.PAGE_CREATE;

  private final Writes writes;
  private final PageRows rows;
  private final PageVersions versions;
  private final Quarantine quarantine;
  private final Touches touches;
  private final Ledger ledger;
  private final Markers markers;
  private final int largestGroup;
  private final StageMeters meters;
  private final Clock clock;
  private final Map<Integer, Partition> partitions = new HashMap<>();

  private record Partition(long assignment, StoreTally tally) {}

  /**
   * An event on its way into the tables.
   *
   * @param shared requests with rows of other events too
   */
  private record Arrival(
      int partition,
      ConsumerRecord<byte[], byte[]> record,
      PageCreate page,
      boolean early,
      List<CompletableFuture<?>> requests,
      List<CompletableFuture<?>> shared,
      List<Object> markers) {

    Arrival(int partition, ConsumerRecord<byte[], byte[]> record, PageCreate page, boolean early) {
      this(partition, record, page, early, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  PageWriter(
      Writes writes,
      PageRows rows,
      PageVersions versions,
      Quarantine quarantine,
      Touches touches,
      Ledger ledger,
      StageSettings settings,
      StageMeters meters,
      Clock clock) {
    this.writes = writes;
    this.rows = rows;
    this.versions = versions;
    this.quarantine = quarantine;
    this.touches = touches;
    this.ledger = ledger;
    this.markers = new Markers(settings.rememberedMarkers(), clock);
    this.meters = meters;
    this.largestGroup = (int) settings.groupedBytes().toBytes();
    this.clock = clock;
  }

  /**
   * @return dead letters of records that cannot be stored, and what was counted
   * @throws StoreUnavailable when the store is away: the same batch is to be given again
   */
  public Outgoing write(RecordBatch batch) {
    List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
    Instant now = clock.instant();
    long begun = System.nanoTime();
    List<Arrival> arrivals = read(batch, now, out);
    Map<Integer, Set<Instant>> touched = new HashMap<>();
    insert(arrivals, touched);
    List<Arrival> stored = settle(arrivals, batch.topic(), now, out);
    touches.touch(FEED, touched);
    count(batch, stored, out);
    meters.stored(
        FEED,
        stored.size(),
        stored.stream().mapToLong(arrival -> arrival.requests().size()).sum(),
        Duration.ofNanos(System.nanoTime() - begun));
    return new Outgoing(out);
  }

  private List<Arrival> read(
      RecordBatch batch, Instant now, List<ProducerRecord<byte[], byte[]>> out) {
    List<Arrival> arrivals = new ArrayList<>(batch.size());
    for (RecordBatch.Part part : batch.parts()) {
      for (ConsumerRecord<byte[], byte[]> record : part.records()) {
        try {
          PageCreate page = PageCreateJson.read(record.value());
          boolean early = quarantine.isEarly(page.createdAt(), now);
          arrivals.add(new Arrival(part.partition(), record, page, early));
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

  private void insert(List<Arrival> arrivals, Map<Integer, Set<Instant>> touched) {
    List<PageCreate> due =
        arrivals.stream().filter(arrival -> !arrival.early()).map(Arrival::page).toList();
    List<PageCreate> superseded = versions.superseded(due);
    Set<Object> pending = new HashSet<>();
    Map<String, Arrival> latestOfPage = new HashMap<>();
    GroupedWrites grouped = new GroupedWrites(writes, largestGroup);
    for (Arrival arrival : arrivals) {
      PageCreate page = arrival.page();
      if (arrival.early()) {
        arrival.requests().addAll(quarantine.keep(FEED, page, arrival.record()));
        continue;
      }
      rows.inserts(page).forEach(row -> grouped.add(row, arrival.shared()));
      rows.markers(
          page,
          (marker, row) -> {
            if (!markers.isWritten(marker) && pending.add(marker)) {
              arrival.requests().add(writes.write(row.get()));
              arrival.markers().add(marker);
            }
          });
      latestOfPage.put(page.pageKey(), arrival);
      touch(touched, arrival.partition(), page);
    }
    grouped.send();
    for (PageCreate page : superseded) {
      Arrival latest = Objects.requireNonNull(latestOfPage.get(page.pageKey()));
      rows.marks(page).forEach(mark -> latest.requests().add(writes.write(mark)));
      touch(touched, latest.partition(), page);
    }
  }

  private static void touch(Map<Integer, Set<Instant>> touched, int partition, PageCreate page) {
    touched
        .computeIfAbsent(partition, none -> new TreeSet<>())
        .add(EventTime.hour(page.createdAt()));
  }

  /** Waits for all; what the store refuses for its content goes to the dead letters, alone. */
  private List<Arrival> settle(
      List<Arrival> arrivals, String topic, Instant now, List<ProducerRecord<byte[], byte[]>> out) {
    List<Arrival> stored = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
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
  private void await(Arrival arrival) {
    Waiting.forAll(arrival.requests());
    try {
      Waiting.forAll(arrival.shared());
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.debug("A request was refused; its rows are written one by one", e);
      Waiting.forAll(
          rows.inserts(arrival.page()).stream().map(row -> writes.write(row.statement())).toList());
    }
  }

  private void count(
      RecordBatch batch, List<Arrival> stored, List<ProducerRecord<byte[], byte[]>> out) {
    Map<Integer, StoreTally> tallies = new HashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      tallies.put(part.partition(), partition(batch.topic(), part).tally());
    }
    for (Arrival arrival : stored) {
      if (text(arrival.record().headers(), RecordHeaders.RELEASED) == null) {
        StoreTally tally = tallies.get(arrival.partition());
        if (tally != null) {
          tally.stored(arrival.record(), arrival.page().createdAt(), arrival.early());
        }
      }
    }
    for (RecordBatch.Part part : batch.parts()) {
      StoreTally tally = tallies.get(part.partition());
      if (tally != null) {
        tally.passed(part.records().get(part.records().size() - 1));
        out.add(ledger.record(tally.entry()));
      }
    }
  }

  private Partition partition(String topic, RecordBatch.Part part) {
    synchronized (partitions) {
      Partition known = partitions.get(part.partition());
      if (known != null && known.assignment() == part.assignment()) {
        return known;
      }
    }
    Partition loaded =
        new Partition(
            part.assignment(),
            new StoreTally(ledger.current("store", FEED, topic, part.partition())));
    synchronized (partitions) {
      partitions.put(part.partition(), loaded);
    }
    return loaded;
  }
}
