package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a page under its hour. */
@Component
class InsertPagesByHour extends PreparedOnce {
  InsertPagesByHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_hour (hour, slice, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedPage page) {
    return bindEncoded(
        page.hour(),
        page.slice(),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        page.summary());
  }
}
