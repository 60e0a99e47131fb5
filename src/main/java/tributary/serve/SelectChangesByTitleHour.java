package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;

/** Reads an hour of a title of {@code changes_by_title_hour}, newest first. */
@Component
class SelectChangesByTitleHour {
  private static final String CQL =
      "SELECT at, wiki, change_key, change, superseded FROM changes_by_title_hour"
          + " WHERE hour = ? AND bucket = ? AND title = ? AND at >= ? AND at < ?";

  private final Reads reads;

  SelectChangesByTitleHour(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(Instant hour, String title, Range range, int pageSize) {
    return reads.start(
        CQL, pageSize, hour, ChangePartitions.bucket(title), title, range.from(), range.to());
  }
}
