package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangePartitions;
import tributary.event.EventTime;
import tributary.platform.Cassandra;

/** Says of a change under its domain that another record shows it. */
@Component
class MarkChangesByDomainHour extends PreparedOnce {
  MarkChangesByDomainHour(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE changes_by_domain_hour SET superseded = true WHERE domain = ? AND hour = ? AND slice = ? AND at = ? AND wiki = ? AND change_key = ?");
  }

  BoundStatement of(Change change) {
    return bind(
        change.domain(),
        EventTime.hour(change.at()),
        ChangePartitions.sliceOfHour(change.at()),
        change.at(),
        change.wiki(),
        change.changeKey());
  }
}
