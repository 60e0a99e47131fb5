package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps an event of a page among all events of pages with its id. */
@Component
class InsertPagesById extends PreparedOnce {
  InsertPagesById(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_id (page_id, wiki, created_at, event_id, page) VALUES (?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedPage page) {
    return bindEncoded(
        page.pageId(), page.wiki(), page.createdAt(), page.eventId(), page.summary());
  }

  /** Type of the column {@code page}, in all tables. */
  UserDefinedType summaryType() {
    return (UserDefinedType)
        Objects.requireNonNull(prepared().getVariableDefinitions().get("page").getType());
  }
}
