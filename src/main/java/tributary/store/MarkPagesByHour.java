package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Says of a page under its hour that a later event shows it. */
@Component
class MarkPagesByHour extends PageStatement {
  MarkPagesByHour(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE pages_by_hour SET superseded = true WHERE hour = ? AND slice = ? AND created_at = ? AND wiki = ? AND page_id = ? AND event_id = ?");
  }

  BoundStatement of(PageCreate page) {
    return bind(
        EventTime.hour(page.createdAt()),
        slice(page),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId());
  }
}
