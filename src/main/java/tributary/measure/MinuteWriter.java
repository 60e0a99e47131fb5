package tributary.measure;

import static tributary.platform.DeadLetter.text;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.RecordHeaders;
import tributary.event.summary.Summary;
import tributary.platform.DeadLetter;
import tributary.platform.Ledger;
import tributary.platform.StoreUnavailable;
import tributary.platform.kafkabatch.Outgoing;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Writes the minutes of a batch, the newest form of each, and says in the ledger how far changes
 * are measured when all of it is durable. A batch that comes again changes nothing.
 */
@Component("minuteWriter")
public class MinuteWriter {
  private final MinuteRows rows;
  private final MeasuredHours hours;
  private final Ledger ledger;
  private final MeasureMeters meters;
  private final Clock clock;

  MinuteWriter(
      MinuteRows rows, MeasuredHours hours, Ledger ledger, MeasureMeters meters, Clock clock) {
    this.rows = rows;
    this.hours = hours;
    this.ledger = ledger;
    this.meters = meters;
    this.clock = clock;
  }

  /** The newest record of a key in a batch, understood. */
  private record Said(
      ConsumerRecord<byte[], byte[]> record,
      Summary.Parts summary,
      Progress progress,
      long offset) {}

  /**
   * @return dead letters of records that cannot be read, and how far changes are measured
   * @throws StoreUnavailable when the store is away: the same batch is to be given again
   */
  public Outgoing write(RecordBatch batch) {
    long begun = System.nanoTime();
    List<ProducerRecord<byte[], byte[]>> out = new ArrayList<>();
    Map<MinuteKey, Said> newest = read(batch, out);
    Map<Integer, Set<Instant>> touched = new HashMap<>();
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    newest.forEach(
        (key, said) -> {
          Instant minute = key.start();
          switch (key.kind()) {
            case MINUTE ->
                writes.add(rows.write(minute, key.partition(), said.summary(), said.offset()));
            case RECOUNT -> writes.add(rows.askForRecount(minute, key.partition(), said.offset()));
            case PROGRESS -> out.add(ledger.record(said.progress().entry(key.partition())));
          }
          if (key.kind() != MinuteKey.Kind.PROGRESS) {
            touched
                .computeIfAbsent(key.partition(), none -> new TreeSet<>())
                .add(EventTime.hour(minute));
          }
        });
    Requests.joinAll(writes);
    hours.touch(touched);
    meters.written(writes.size(), Duration.ofNanos(System.nanoTime() - begun));
    return new Outgoing(out);
  }

  private Map<MinuteKey, Said> read(RecordBatch batch, List<ProducerRecord<byte[], byte[]>> out) {
    Map<MinuteKey, Said> newest = new LinkedHashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      for (ConsumerRecord<byte[], byte[]> record : part.records()) {
        try {
          MinuteKey key = MinuteKey.decode(record.key());
          newest.put(key, said(key, record));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          out.add(
              DeadLetter.of(
                  record,
                  batch.topic(),
                  "not-a-minute",
                  String.valueOf(e.getMessage()),
                  e.getClass().getName(),
                  clock.instant()));
        }
      }
    }
    return newest;
  }

  private static Said said(MinuteKey key, ConsumerRecord<byte[], byte[]> record) {
    String offset = text(record.headers(), RecordHeaders.CLEAN_OFFSET);
    if (offset == null || record.value() == null) {
      throw new IllegalArgumentException("A record of the minutes topic has an offset and a value");
    }
    return new Said(
        record,
        key.kind() == MinuteKey.Kind.MINUTE ? Summary.Parts.split(record.value()) : NOTHING,
        key.kind() == MinuteKey.Kind.PROGRESS ? Progress.decode(record.value()) : Progress.NONE,
        Long.parseLong(offset));
  }

  private static final Summary.Parts NOTHING =
      new Summary.Parts(new byte[0], new byte[0], new byte[0], new byte[0]);
}
