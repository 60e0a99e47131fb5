package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;

/** Reads five minutes of a domain of {@code changes_by_domain_hour}, and when there are some. */
@Component
class SelectChangesByDomainHour {
  private static final long SECONDS = 3600 / ChangePartitions.SLICES_AN_HOUR;
  private static final String CQL =
      "SELECT at, wiki, change_key, change, superseded FROM changes_by_domain_hour"
          + " WHERE domain = ? AND hour = ? AND slice = ? AND at >= ? AND at < ?";
  private static final String SLICES =
      "SELECT hour, slice FROM slices_by_domain_day"
          + " WHERE domain = ? AND day = ? AND hour >= ? AND hour <= ?";

  private final Reads reads;

  SelectChangesByDomainHour(Reads reads) {
    this.reads = reads;
  }

  /** A partition of the table. */
  record FiveMinutes(Instant hour, byte slice) {
    Instant from() {
      return hour.plusSeconds(slice * SECONDS);
    }

    Instant to() {
      return from().plusSeconds(SECONDS);
    }
  }

  /** Of one day, newest first. */
  Iterator<FiveMinutes> of(String domain, LocalDate day, Range range, Deadline deadline) {
    return Mapped.of(
        reads.rows(
            reads.start(SLICES, 300, domain, day, range.firstHour(), range.lastHour()), deadline),
        SelectChangesByDomainHour::slice);
  }

  CompletionStage<AsyncResultSet> start(
      String domain, FiveMinutes part, Range range, int pageSize) {
    return reads.start(CQL, pageSize, domain, part.hour(), part.slice(), range.from(), range.to());
  }

  private static FiveMinutes slice(Row row) {
    return new FiveMinutes(Objects.requireNonNull(row.getInstant("hour")), row.getByte("slice"));
  }
}
