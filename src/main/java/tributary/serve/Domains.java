package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The domains on which pages were created, and how many on one of them. */
@Component("domains")
class Domains {
  /** "All domains" fit into one answer: there are about a thousand. */
  private static final int LIMIT = 1000;

  private final Reads reads;
  private final SelectHoursByDomainYear hours;

  Domains(Reads reads, SelectHoursByDomainYear hours) {
    this.reads = reads;
    this.hours = hours;
  }

  /** What the cursor holds: the domain that was shown last. */
  record After(String domain) {}

  /**
   * @param rows of {@code domains_by_feed}, sorted as the table is: by code point
   */
  public Answer list(ApiRequest request, List<Row> rows) {
    return list(request, rows.stream().map(row -> Objects.requireNonNull(row.getString("domain"))));
  }

  Answer list(ApiRequest request, java.util.stream.Stream<String> sorted) {
    int limit = request.limit(LIMIT);
    After after = Cursor.read(request, After.class);
    List<String> behind =
        sorted
            .filter(
                domain ->
                    after == null || Position.BY_CODE_POINT.compare(domain, after.domain()) > 0)
            .limit(limit + 1L)
            .toList();
    List<String> domains = behind.subList(0, Math.min(limit, behind.size()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("domains", domains);
    String cursor = null;
    if (behind.size() > limit) {
      cursor = Cursor.of(request, new After(domains.get(limit - 1)));
      body.put("next_cursor", cursor);
    }
    return Answer.of(
            body, () -> new Table(List.of("domain"), domains.stream().map(List::of).toList()))
        .next(cursor);
  }

  /** How many pages; as of the last recount of each hour. */
  public Answer count(ApiRequest request) {
    String domain = request.value("domain");
    wholeHour("from", request.instant("from"));
    wholeHour("to", request.instant("to"));
    Range range = request.range(Range.BEGINNING, Range.END);
    long count = 0;
    Iterator<SelectHoursByDomainYear.DomainHour> all = hours.hours(domain, range, reads.deadline());
    while (all.hasNext()) {
      count += all.next().pages();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("domain", domain);
    body.put("count", count);
    List<Object> row = List.of(domain, count);
    return Answer.of(body, () -> new Table(List.of("domain", "count"), List.of(row)));
  }

  private static void wholeHour(String name, @Nullable Instant time) {
    if (time != null && !time.truncatedTo(ChronoUnit.HOURS).equals(time)) {
      throw Refusal.parameter(
          name,
          "Pages are counted by the hour, and this is inside one: " + time,
          "a whole hour, such as " + time.truncatedTo(ChronoUnit.HOURS));
    }
  }
}
