package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Says of a change under its user that another record shows it. */
@Component
class MarkChangesByUserHour extends PreparedOnce {
  MarkChangesByUserHour(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE changes_by_user_hour SET superseded = true WHERE hour = ? AND bucket = ? AND user = ? AND at = ? AND wiki = ? AND change_key = ?");
  }

  BoundStatement of(byte bucket, String user, Change change) {
    return bind(
        EventTime.hour(change.at()), bucket, user, change.at(), change.wiki(), change.changeKey());
  }
}
