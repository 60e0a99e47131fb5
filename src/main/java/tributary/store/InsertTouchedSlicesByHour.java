package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Says that ten seconds were written to. */
@Component
class InsertTouchedSlicesByHour extends PreparedOnce {
  InsertTouchedSlicesByHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO touched_slices_by_hour (hour, minute, slice, partition, touch) VALUES (?, ?, ?, ?, ?)");
  }

  BoundStatement of(Slice slice, int partition, UUID touch) {
    return bind(EventTime.hour(slice.minute()), slice.minute(), slice.number(), partition, touch);
  }
}
