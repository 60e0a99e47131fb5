package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;

/** Reads one report of {@code reports_by_month}. */
@Component
class SelectReportsByMonth {
  private static final String WHERE =
      " FROM reports_by_month WHERE report = ? AND month = ? AND hour = ?";

  private final Reads reads;

  SelectReportsByMonth(Reads reads) {
    this.reads = reads;
  }

  /** Only what the report rests on: the usual question, because bodies are held in memory. */
  CompletionStage<AsyncResultSet> basis(String report, Instant hour) {
    return reads.start("SELECT basis" + WHERE, 1, report, SelectTouchedHours.month(hour), hour);
  }

  CompletionStage<AsyncResultSet> whole(String report, Instant hour) {
    return reads.start(
        "SELECT basis, body" + WHERE, 1, report, SelectTouchedHours.month(hour), hour);
  }
}
