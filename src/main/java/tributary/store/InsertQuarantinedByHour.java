package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Keeps an event whose time has not come. */
@Component
class InsertQuarantinedByHour extends PreparedOnce {
  InsertQuarantinedByHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO quarantined_by_hour (feed, hour, created_at, event_id, clean, raw_partition, raw_offset) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(
      String feed, Instant at, String eventId, byte[] clean, int rawPartition, long rawOffset) {
    return bind(
        feed, EventTime.hour(at), at, eventId, ByteBuffer.wrap(clean), rawPartition, rawOffset);
  }
}
