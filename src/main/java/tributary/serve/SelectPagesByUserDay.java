package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.LocalDate;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads one day of one user of {@code pages_by_user_day}, newest first. */
@Component
class SelectPagesByUserDay {
  private static final String CQL =
      "SELECT created_at, wiki, page_id, event_id, page, superseded FROM pages_by_user_day"
          + " WHERE user = ? AND day = ? AND created_at >= ? AND created_at < ?";

  private final Reads reads;

  SelectPagesByUserDay(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(String user, LocalDate day, Range range, int pageSize) {
    return reads.start(CQL, pageSize, user, day, range.from(), range.to());
  }
}
