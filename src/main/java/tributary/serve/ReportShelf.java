package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.platform.HourVersions;

/**
 * Reports from the store, held in memory by what they rest on. Asking again soon costs nothing;
 * asking later costs two small reads; a body is read and parsed only when it was computed anew.
 */
@Component
class ReportShelf {
  private final Reads reads;
  private final SelectReportsByMonth reports;
  private final SelectTouchedHours touchedHours;
  private final ServeSettings settings;
  private final Map<Key, StoredReport> held;

  ReportShelf(
      Reads reads,
      SelectReportsByMonth reports,
      SelectTouchedHours touchedHours,
      ServeSettings settings) {
    this.reads = reads;
    this.reports = reports;
    this.touchedHours = touchedHours;
    this.settings = settings;
    this.held =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Key, StoredReport> eldest) {
                return size() > settings.reportCache();
              }
            });
  }

  private record Key(ReportKind kind, Instant hour) {}

  StoredReport get(ReportKind kind, ReportRange range) {
    Key key = new Key(kind, range.hour());
    StoredReport known = held.get(key);
    if (known != null
        && System.nanoTime() - known.checkedAt() < settings.reportFreshness().toNanos()) {
      return known;
    }
    Deadline deadline = reads.deadline();
    CompletionStage<AsyncResultSet> asked =
        known == null
            ? reports.whole(kind.key(), range.hour())
            : reports.basis(kind.key(), range.hour());
    String wanted = wantedBasis(range, deadline);
    Row row = deadline.await(asked).one();
    StoredReport report;
    if (known != null && known.basis().equals(basis(row))) {
      report = known.again(known.basis().equals(wanted));
    } else {
      Row whole =
          known == null ? row : deadline.await(reports.whole(kind.key(), range.hour())).one();
      report = StoredReport.of(basis(whole), body(kind, range, whole), basis(whole).equals(wanted));
    }
    held.put(key, report);
    return report;
  }

  /** What a report on the newest state of its hours would rest on. */
  private String wantedBasis(ReportRange range, Deadline deadline) {
    Map<Instant, Map<Integer, UUID>> touches = new HashMap<>();
    Instant first = SelectTouchedHours.month(range.range().firstHour());
    Instant last = SelectTouchedHours.month(range.range().lastHour());
    touches.putAll(touchedHours.touches(first, range.range(), deadline));
    if (!last.equals(first)) {
      touches.putAll(touchedHours.touches(last, range.range(), deadline));
    }
    return HourVersions.basis(
        range.hours().stream()
            .map(hour -> HourVersions.version(touches.getOrDefault(hour, Map.of())))
            .toList());
  }

  /** No row is the report on six hours that nothing was ever stored in. */
  private static String basis(@org.jspecify.annotations.Nullable Row row) {
    String basis = row == null ? null : row.getString("basis");
    return basis == null
        ? HourVersions.basis(Collections.nCopies(ReportRange.HOURS, HourVersions.version(Map.of())))
        : basis;
  }

  private static com.fasterxml.jackson.databind.JsonNode body(
      ReportKind kind, ReportRange range, @org.jspecify.annotations.Nullable Row row) {
    String body = row == null ? null : row.getString("body");
    if (body == null) {
      return range.empty(kind);
    }
    try {
      return Json.read(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("A stored report cannot be read", e);
    }
  }

  /** For tests and for people: what is held now. */
  List<Instant> heldHours() {
    synchronized (held) {
      return held.keySet().stream().map(Key::hour).toList();
    }
  }
}
