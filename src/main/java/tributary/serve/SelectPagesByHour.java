package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads one slice of one hour of {@code pages_by_hour}, newest first. */
@Component
class SelectPagesByHour {
  /** Slices of an hour, five minutes each. */
  static final int SLICES = 12;

  private static final String CQL =
      "SELECT created_at, wiki, page_id, event_id, page, superseded FROM pages_by_hour"
          + " WHERE hour = ? AND slice = ? AND created_at >= ? AND created_at < ?";

  private final Reads reads;

  SelectPagesByHour(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(Slice slice, Range range, int pageSize) {
    return reads.start(CQL, pageSize, slice.hour(), (byte) slice.slice(), range.from(), range.to());
  }

  /** A partition of the table. */
  record Slice(Instant hour, int slice) {
    Range range() {
      Instant from = hour.plusSeconds(slice * 300L);
      return new Range(from, from.plusSeconds(300));
    }
  }
}
