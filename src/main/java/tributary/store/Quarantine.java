package tributary.store;

import static tributary.platform.DeadLetter.text;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.RecordHeaders;
import tributary.platform.EventTimeSettings;

/** Keeps events from the future out of every answer until their time has come. */
@Component
class Quarantine {
  private final Writes writes;
  private final InsertQuarantinedByHour event;
  private final InsertQuarantinedHoursByFeed hour;
  private final EventTimeSettings times;

  Quarantine(
      Writes writes,
      InsertQuarantinedByHour event,
      InsertQuarantinedHoursByFeed hour,
      EventTimeSettings times) {
    this.writes = writes;
    this.event = event;
    this.hour = hour;
    this.times = times;
  }

  boolean isEarly(Instant at, Instant now) {
    return times.isEarly(at, now);
  }

  List<CompletableFuture<?>> keep(
      String feed, Instant at, String eventId, ConsumerRecord<byte[], byte[]> record) {
    return List.of(
        writes.write(
            event.of(
                feed,
                at,
                eventId,
                record.value(),
                (int) number(record, RecordHeaders.RAW_PARTITION),
                number(record, RecordHeaders.RAW_OFFSET))),
        writes.write(hour.of(feed, EventTime.hour(at))));
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    String text = text(record.headers(), header);
    return text == null ? -1 : Long.parseLong(text);
  }
}
