package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a page under its domain and hour. */
@Component
class InsertPagesByDomainHour extends PreparedOnce {
  InsertPagesByDomainHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO pages_by_domain_hour (domain, hour, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedPage page) {
    return bindEncoded(
        page.domain(),
        page.hour(),
        page.createdAt(),
        page.wiki(),
        page.pageId(),
        page.eventId(),
        page.summary());
  }
}
