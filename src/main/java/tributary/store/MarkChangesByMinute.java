package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangePartitions;
import tributary.platform.Cassandra;

/** Says of a change under its ten seconds that another record shows it. */
@Component
class MarkChangesByMinute extends PreparedOnce {
  MarkChangesByMinute(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE changes_by_minute SET superseded = true WHERE minute = ? AND slice = ? AND at = ? AND wiki = ? AND change_key = ?");
  }

  BoundStatement of(Change change) {
    return bind(
        ChangePartitions.minute(change.at()),
        ChangePartitions.sliceOfMinute(change.at()),
        change.at(),
        change.wiki(),
        change.changeKey());
  }
}
