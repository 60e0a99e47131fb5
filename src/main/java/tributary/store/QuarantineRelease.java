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
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.ChangeJson;
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
  private final Map<FeedHour, Instant> releasedUpTo = new ConcurrentHashMap<>();

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

  private record FeedHour(String feed, Instant hour) {}

  /** A release of a feed: the records, and how far it reaches in each hour. */
  public record Release(String feed, Outgoing outgoing, Map<Instant, Instant> upTo) {}

  /**
   * @throws StoreUnavailable when the store is away
   */
  public Release due(String feed) {
    Instant now = clock.instant();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    Map<Instant, Instant> upTo = new HashMap<>();
    if (!cassandra.connected()) {
      return new Release(feed, new Outgoing(records), upTo);
    }
    for (Row row : execute(hours.of(feed, now))) {
      Instant hour = Objects.requireNonNull(row.getInstant("hour"));
      if (!row.getBoolean("released")) {
        Instant after = releasedUpTo.getOrDefault(new FeedHour(feed, hour), hour.minusMillis(1));
        execute(events.of(feed, hour, after, now)).forEach(event -> add(feed, event, records));
        upTo.put(hour, now);
      }
    }
    if (!records.isEmpty()) {
      LOG.atInfo()
          .addKeyValue("feed", feed)
          .addKeyValue("rows", records.size())
          .log("Events whose time has come go on");
    }
    return new Release(feed, new Outgoing(records), upTo);
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
                execute(mark.of(release.feed(), hour));
                releasedUpTo.remove(new FeedHour(release.feed(), hour));
              } else {
                releasedUpTo.put(new FeedHour(release.feed(), hour), now);
              }
            });
  }

  private void add(String feed, Row row, List<ProducerRecord<byte[], byte[]>> records) {
    byte[] clean = Bytes.getArray(Objects.requireNonNull(row.getByteBuffer("clean")));
    try {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topics.prefixed(Topics.cleanOf(feed)), key(feed, clean).getBytes(UTF_8), clean);
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

  /** As the clean stage made it: what belongs together meets in one partition, in order. */
  private static String key(String feed, byte[] clean) throws MalformedEvent {
    return feed.equals(Topics.RECENTCHANGE)
        ? ChangeJson.read(clean).identity()
        : PageCreateJson.read(clean).pageKey();
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
