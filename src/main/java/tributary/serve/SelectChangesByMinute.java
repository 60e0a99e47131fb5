package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads ten seconds of {@code changes_by_minute}, newest first. */
@Component
class SelectChangesByMinute {
  private static final String CQL =
      "SELECT at, wiki, change_key, change, superseded FROM changes_by_minute"
          + " WHERE minute = ? AND slice = ? AND at >= ? AND at < ?";

  private final Reads reads;

  SelectChangesByMinute(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(ChangeSlice slice, Range range, int pageSize) {
    return reads.start(
        CQL, pageSize, slice.minute(), (byte) slice.number(), range.from(), range.to());
  }
}
