package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Keeps a page under its user and day. */
@Component
class InsertPagesByUserDay extends PageStatement {
  InsertPagesByUserDay(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_user_day (user, day, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(String user, PageCreate page) {
    return bind(
        user,
        LocalDate.ofInstant(page.createdAt(), ZoneOffset.UTC),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        summary(page));
  }
}
