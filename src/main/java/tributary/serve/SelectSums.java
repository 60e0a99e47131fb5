package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;

/** Reads {@code hours_by_day} and {@code days_by_month}: hours and days that are added up. */
@Component
class SelectSums {
  /** Rows have up to a megabyte. */
  private static final int FEW = 8;

  private final Reads reads;

  SelectSums(Reads reads) {
    this.reads = reads;
  }

  /** Gives the rows of these days that are there. */
  void days(
      List<Instant> days,
      Set<MeasuredPart> parts,
      BiConsumer<Instant, Row> taker,
      Deadline deadline) {
    String cql =
        "SELECT day, version, "
            + MeasuredPart.columns(parts)
            + " FROM days_by_month WHERE month = ? AND day = ?";
    Iterator<Row> rows =
        reads.inOrder(
            days.stream().map(SelectSums::day).iterator(),
            day -> reads.start(cql, 1, day.withDayOfMonth(1), day),
            deadline);
    rows.forEachRemaining(
        row ->
            taker.accept(
                Objects.requireNonNull(row.getLocalDate("day"))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant(),
                row));
  }

  /** Gives the rows of these hours that are there, and perhaps of some between them. */
  void hours(
      List<Instant> hours,
      Set<MeasuredPart> parts,
      BiConsumer<Instant, Row> taker,
      Deadline deadline) {
    String cql =
        "SELECT hour, version, "
            + MeasuredPart.columns(parts)
            + " FROM hours_by_day WHERE day = ? AND hour >= ? AND hour <= ?";
    Map<LocalDate, Range> byDay = new TreeMap<>();
    for (Instant hour : hours) {
      byDay.merge(
          day(hour), new Range(hour, hour), (one, other) -> new Range(one.from(), other.to()));
    }
    Iterator<Row> rows =
        reads.inOrder(
            byDay.entrySet().iterator(),
            day -> reads.start(cql, FEW, day.getKey(), day.getValue().from(), day.getValue().to()),
            deadline);
    rows.forEachRemaining(row -> taker.accept(Objects.requireNonNull(row.getInstant("hour")), row));
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
