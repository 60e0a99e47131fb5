package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a page under its user and day. */
@Component
class InsertPagesByUserDay extends PreparedOnce {
  InsertPagesByUserDay(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_user_day (user, day, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(String user, EncodedPage page) {
    return bindEncoded(
        Encoded.text(user),
        page.day(),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        page.summary());
  }
}
