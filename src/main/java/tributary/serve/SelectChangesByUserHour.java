package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;

/** Reads an hour of a user of {@code changes_by_user_hour}, newest first. */
@Component
class SelectChangesByUserHour {
  private static final String CQL =
      "SELECT at, wiki, change_key, change, superseded FROM changes_by_user_hour"
          + " WHERE hour = ? AND bucket = ? AND user = ? AND at >= ? AND at < ?";

  private final Reads reads;

  SelectChangesByUserHour(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(Instant hour, String user, Range range, int pageSize) {
    return reads.start(
        CQL, pageSize, hour, ChangePartitions.bucket(user), user, range.from(), range.to());
  }
}
