package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Keeps a page under its hour. */
@Component
class InsertPagesByHour extends PageStatement {
  InsertPagesByHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_hour (hour, slice, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(PageCreate page) {
    return bind(
        EventTime.hour(page.createdAt()),
        slice(page),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        summary(page));
  }
}
