package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Keeps a page under its domain and hour. */
@Component
class InsertPagesByDomainHour extends PageStatement {
  InsertPagesByDomainHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_domain_hour (domain, hour, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(PageCreate page) {
    return bind(
        page.domain(),
        EventTime.hour(page.createdAt()),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        summary(page));
  }
}
