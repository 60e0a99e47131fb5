package tributary.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.MalformedEvent;
import tributary.event.PageCreateJson;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.platform.Cassandra;
import tributary.platform.StoreUnavailable;
import tributary.platform.TopicSettings;
import tributary.platform.kafkabatch.Outgoing;

/**
 * Sends events whose time has come back into the clean topic, from where they take the way of all
 * events. Killed in between, it sends them again, which changes nothing.
 */
@Component("quarantineRelease")
public class QuarantineRelease {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineRelease.class);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Cassandra cassandra;
  private final SelectQuarantinedHoursByFeed hours;
  private final SelectQuarantinedByHour events;
  private final MarkQuarantinedHoursByFeed mark;
  private final TopicSettings topics;
  private final Clock clock;
  private final Map<Instant, Instant> releasedUpTo = new HashMap<>();

  QuarantineRelease(
      Cassandra cassandra,
      SelectQuarantinedHoursByFeed hours,
      SelectQuarantinedByHour events,
      MarkQuarantinedHoursByFeed mark,
      TopicSettings topics,
      Clock clock) {
    this.cassandra = cassandra;
    this.hours = hours;
    this.events = events;
    this.mark = mark;
    this.topics = topics;
    this.clock = clock;
  }

  /** A release: the records, and how far it reaches in each hour. */
  public record Release(Outgoing outgoing, Map<Instant, Instant> upTo) {}

  /**
   * @throws StoreUnavailable when the store is away
   */
  public Release due() {
    Instant now = clock.instant();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<Instant, Instant> upTo = new HashMap<>();
    if (!cassandra.connected()) {
      return new Release(new Outgoing(records), upTo);
    }
    for (Row row : execute(hours.of(Topics.PAGE_CREATE, now))) {
      Instant hour = Objects.requireNonNull(row.getInstant("hour"));
      if (!row.getBoolean("released")) {
        Instant after = releasedUpTo.getOrDefault(hour, hour.minusMillis(1));
        execute(events.of(Topics.PAGE_CREATE, hour, after, now))
            .forEach(event -> add(event, records));
        upTo.put(hour, now);
      }
    }
    if (!records.isEmpty()) {
      LOG.atInfo().addKeyValue("rows", records.size()).log("Events whose time has come go on");
    }
    return new Release(new Outgoing(records), upTo);
  }

  public Outgoing outgoing(Release release) {
    return release.outgoing();
  }

  /** After all records of the release are acknowledged. */
  public void done(Release release) {
    release
        .upTo()
        .forEach(
            (hour, now) -> {
              if (now.isAfter(hour.plus(HOUR))) {
                execute(mark.of(Topics.PAGE_CREATE, hour));
                releasedUpTo.remove(hour);
              } else {
                releasedUpTo.put(hour, now);
              }
            });
  }

  private void add(Row row, List<ProducerRecord<byte[], byte[]>> records) {
    byte[] clean = Bytes.getArray(Objects.requireNonNull(row.getByteBuffer("clean")));
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topics.prefixed(Topics.PAGE_CREATE_CLEAN),
              PageCreateJson.read(clean).pageKey().getBytes(UTF_8),
              clean);
      record
          .headers()
          .add(RecordHeaders.RELEASED, "true".getBytes(UTF_8))
          .add(RecordHeaders.RAW_PARTITION, number(row.getInt("raw_partition")))
          .add(RecordHeaders.RAW_OFFSET, number(row.getLong("raw_offset")));
      records.add(record);
    } catch (MalformedEvent e) {
      LOG.error("A quarantined event cannot be read any more", e);
    }
  }

  private static byte[] number(long number) {
    return String.valueOf(number).getBytes(UTF_8);
  }

  private ResultSet execute(Statement<?> statement) {
    try {
      return cassandra.session().execute(statement);
    } catch (RuntimeException e) {
      throw Cassandra.isOutage(e) ? new StoreUnavailable("The store does not answer", e) : e;
    }
  }
}
