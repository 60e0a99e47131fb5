package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Reads {@code years_by_domain} and {@code hours_by_domain_year}: the hours of a range in which a
 * domain has pages, newest first, and how many.
 */
@Component
class SelectHoursByDomainYear {
  private static final String YEARS =
      "SELECT year FROM years_by_domain WHERE domain = ? AND year >= ? AND year <= ?";
  private static final String HOURS =
      "SELECT hour, pages FROM hours_by_domain_year"
          + " WHERE domain = ? AND year = ? AND hour >= ? AND hour <= ?";

  private final Reads reads;

  SelectHoursByDomainYear(Reads reads) {
    this.reads = reads;
  }

  /**
   * @param pages 0 until the hour was counted
   */
  record DomainHour(Instant hour, int pages) {}

  Iterator<DomainHour> hours(String domain, Range range, Deadline deadline) {
    Iterator<Row> years =
        reads.rows(
            reads.start(YEARS, 1000, domain, year(range.firstHour()), year(range.lastHour())),
            deadline);
    return Mapped.flat(
        years,
        year ->
            Mapped.of(
                reads.rows(
                    reads.start(
                        HOURS,
                        1000,
                        domain,
                        year.getInt("year"),
                        range.firstHour(),
                        range.lastHour()),
                    deadline),
                row ->
                    new DomainHour(
                        Objects.requireNonNull(row.getInstant("hour")), row.getInt("pages"))));
  }

  private static int year(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getYear();
  }
}
