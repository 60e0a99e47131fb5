package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/** Reads {@code users_by_hour}, and {@code recounts_by_month}, which says as of when it counts. */
@Component
class SelectUsersByHour {
  private static final String USERS =
      "SELECT wiki, user, domain, user_name, latest_at, latest_event_id, pages"
          + " FROM users_by_hour WHERE hour = ?";
  private static final String VERSIONS =
      "SELECT hour, version FROM recounts_by_month"
          + " WHERE feed = ? AND month = ? AND hour >= ? AND hour <= ?";

  private final Reads reads;

  SelectUsersByHour(Reads reads) {
    this.reads = reads;
  }

  CompletionStage<AsyncResultSet> start(Instant hour) {
    return reads.start(USERS, 5000, hour);
  }

  /** Versions of the recounts of one month's hours that have a part in the range. */
  Map<Instant, String> versions(Instant month, Range range, Deadline deadline) {
    Iterator<Row> rows =
        reads.rows(
            reads.start(
                VERSIONS, 1000, Topics.PAGE_CREATE, month, range.firstHour(), range.lastHour()),
            deadline);
    Map<Instant, String> versions = new HashMap<>();
    rows.forEachRemaining(
        row -> {
          String version = row.getString("version");
          if (version != null) {
            versions.put(Objects.requireNonNull(row.getInstant("hour")), version);
          }
        });
    return versions;
  }
}
