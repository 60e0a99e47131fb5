package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** Says of a page under its user that a later event shows it. */
@Component
class MarkPagesByUserDay extends PageStatement {
  MarkPagesByUserDay(Cassandra cassandra) {
    super(
        cassandra,
        "UPDATE pages_by_user_day SET superseded = true WHERE user = ? AND day = ? AND created_at = ? AND wiki = ? AND page_id = ? AND event_id = ?");
  }

  BoundStatement of(String user, PageCreate page) {
    return bind(
        user,
        LocalDate.ofInstant(page.createdAt(), ZoneOffset.UTC),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId());
  }
}
