package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Keeps an event of a page among all events of pages with its id. */
@Component
class InsertPagesById extends PageStatement {
  InsertPagesById(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_id (page_id, wiki, created_at, event_id, page) VALUES (?, ?, ?, ?, ?)");
  }

  BoundStatement of(PageCreate page) {
    return bind(page.pageId(), page.wiki(), page.createdAt(), page.eventId(), summary(page));
  }
}
