package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads one hour of one domain of {@code pages_by_domain_hour}, newest first. */
@Component
class SelectPagesByDomainHour {
  private static final String CQL =
      "SELECT created_at, wiki, page_id, event_id, page, superseded FROM pages_by_domain_hour"
          + " WHERE domain = ? AND hour = ? AND created_at >= ? AND created_at < ?";

  private final Reads reads;

  SelectPagesByDomainHour(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(String domain, Instant hour, Range range, int pageSize) {
    return reads.start(CQL, pageSize, domain, hour, range.from(), range.to());
  }
}
