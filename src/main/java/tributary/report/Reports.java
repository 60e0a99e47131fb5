package tributary.report;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;

/** Computes the reports as of one hour from the counts of its six hours, and stores them. */
@Component
class Reports {
  private static final String SELECT_DOMAINS =
      "SELECT domain, pages, created_by_bots FROM domains_by_hour WHERE hour = ?";
  private static final String SELECT_USERS =
      "SELECT wiki, user, domain, user_name, latest_at, latest_event_id, page_titles"
          + " FROM users_by_hour WHERE hour = ?";
  private static final String SELECT_BASES =
      "SELECT hour, basis FROM reports_by_month WHERE report = ? AND month = ?";
  private static final String INSERT_REPORT =
      "INSERT INTO reports_by_month (report, month, hour, basis, body, computed_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private final Requests requests;
  private final Clock clock;

  Reports(Requests requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * On which recounts the stored reports of the month rest, by their hour; nothing where the three
   * do not rest on the same, as after a crash between two of them.
   */
  Map<Instant, String> bases(Instant month) {
    Map<Instant, String> bases = bases(ReportBodies.DOMAINS_BY_HOUR, month);
    for (String other : List.of(ReportBodies.BOTS_BY_DOMAIN, ReportBodies.TOP_USERS)) {
      Map<Instant, String> others = bases(other, month);
      bases.entrySet().removeIf(one -> !one.getValue().equals(others.get(one.getKey())));
    }
    return bases;
  }

  private Map<Instant, String> bases(String report, Instant month) {
    Map<Instant, String> bases = new HashMap<>();
    Requests.join(
            requests.rows(
                requests.bind(SELECT_BASES, report, month),
                row ->
                    Map.entry(
                        Objects.requireNonNull(row.getInstant("hour")),
                        Objects.requireNonNullElse(row.getString("basis"), ""))))
        .forEach(entry -> bases.put(entry.getKey(), entry.getValue()));
    return bases;
  }

  /** What one look has read; neighbouring reports share five of their six hours. */
  static final class HoursRead {
    private static final int KEPT = 12;
    private final Map<Instant, HourCount> counts =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Instant, HourCount> eldest) {
            return size() > KEPT;
          }
        };
  }

  /**
   * @param read by the same look, after the last recount
   */
  void compute(ReportRange range, String basis, HoursRead read) {
    List<HourCount> hours =
        range.hours().stream().map(hour -> read.counts.computeIfAbsent(hour, this::count)).toList();
    store(ReportBodies.DOMAINS_BY_HOUR, range, basis, ReportBodies.domainsByHour(hours));
    store(ReportBodies.BOTS_BY_DOMAIN, range, basis, ReportBodies.botsByDomain(range, hours));
    store(ReportBodies.TOP_USERS, range, basis, ReportBodies.topUsers(range, hours));
  }

  private HourCount count(Instant hour) {
    CompletableFuture<List<Map.Entry<String, HourCount.Domain>>> domains =
        requests.rows(requests.bind(SELECT_DOMAINS, hour), Reports::domain);
    CompletableFuture<List<UserPages>> users =
        requests.rows(requests.bind(SELECT_USERS, hour), Reports::user);
    Map<String, HourCount.Domain> byName = new TreeMap<>();
    Requests.join(domains).forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
    return new HourCount(hour, byName, Requests.join(users));
  }

  private void store(String report, ReportRange range, String basis, String body) {
    Requests.join(
        requests.write(
            requests.bind(
                INSERT_REPORT,
                report,
                EventTime.month(range.asOf()),
                range.asOf(),
                basis,
                body,
                clock.instant())));
  }

  private static Map.Entry<String, HourCount.Domain> domain(Row row) {
    return Map.entry(
        Objects.requireNonNull(row.getString("domain")),
        new HourCount.Domain(row.getInt("pages"), row.getInt("created_by_bots")));
  }

  private static UserPages user(Row row) {
    return new UserPages(
        Objects.requireNonNull(row.getString("wiki")),
        Objects.requireNonNull(row.getString("user")),
        Objects.requireNonNull(row.getString("domain")),
        row.getString("user_name"),
        Objects.requireNonNull(row.getInstant("latest_at")),
        Objects.requireNonNull(row.getString("latest_event_id")),
        Objects.requireNonNullElse(
            row.getList("page_titles", String.class), new ArrayList<String>()));
  }
}
