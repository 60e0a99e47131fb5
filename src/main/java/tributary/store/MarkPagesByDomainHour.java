package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Says of a page under its domain that a later event shows it. */
@Component
class MarkPagesByDomainHour extends PageStatement {
  MarkPagesByDomainHour(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE pages_by_domain_hour SET superseded = true WHERE domain = ? AND hour = ? AND created_at = ? AND wiki = ? AND page_id = ? AND event_id = ?");
  }

  BoundStatement of(PageCreate page) {
    return bind(
        page.domain(),
        EventTime.hour(page.createdAt()),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId());
  }
}
