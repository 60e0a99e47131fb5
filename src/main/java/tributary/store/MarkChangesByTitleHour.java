package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Says of a change under its title that another record shows it. */
@Component
class MarkChangesByTitleHour extends PreparedOnce {
  MarkChangesByTitleHour(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE changes_by_title_hour SET superseded = true WHERE hour = ? AND bucket = ? AND title = ? AND at = ? AND wiki = ? AND change_key = ?");
  }

  BoundStatement of(byte bucket, String title, Change change) {
    return bind(
        EventTime.hour(change.at()), bucket, title, change.at(), change.wiki(), change.changeKey());
  }
}
