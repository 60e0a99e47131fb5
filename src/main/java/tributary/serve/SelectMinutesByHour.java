package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads {@code minutes_by_hour}: first only in which state minutes are, then what is wanted. */
@Component
class SelectMinutesByHour {
  private static final String STATE =
      "SELECT minute, partition, counted_through, recount_from, WRITETIME(totals) AS written";
  private static final String WHERE =
      " FROM minutes_by_hour WHERE hour = ? AND minute >= ? AND minute < ?";

  /** Rows with names have some ten or hundred kilobytes. */
  private static final int FEW = 32;

  private static final int MANY = 500;

  private final Reads reads;

  SelectMinutesByHour(Reads reads) {
    this.reads = reads;
  }

  /**
   * The row of a partition of the clean topic.
   *
   * @param version changes when the row does
   * @param settled false while a change waits to be counted again from the store
   * @param counted whether there is a summary
   */
  record Minute(Instant start, String version, boolean settled, boolean counted, Row row) {
    static Minute of(Row row) {
      boolean counted = !row.isNull("written");
      long through = row.getLong("counted_through");
      long recount = row.isNull("recount_from") ? -1 : row.getLong("recount_from");
      return new Minute(
          Objects.requireNonNull(row.getInstant("minute")),
          "%d:%d:%d:%d;"
              .formatted(
                  row.getInt("partition"), counted ? row.getLong("written") : 0, through, recount),
          recount < through,
          counted,
          row);
    }
  }

  /** Gives the rows of slices of one hour each, in order, without their summaries. */
  void states(List<Range> slices, Consumer<Minute> taker, Deadline deadline) {
    read(STATE + WHERE, MANY, slices, taker, deadline);
  }

  /** Gives the rows of slices of one hour each, in order, with these parts. */
  void summaries(
      List<Range> slices, Set<MeasuredPart> parts, Consumer<Minute> taker, Deadline deadline) {
    boolean large = parts.stream().anyMatch(MeasuredPart::isLarge);
    String cql = STATE + ", " + MeasuredPart.columns(MeasuredPart.ofMinutes(parts)) + WHERE;
    read(cql, large ? FEW : MANY, slices, taker, deadline);
  }

  private void read(
      String cql, int page, List<Range> slices, Consumer<Minute> taker, Deadline deadline) {
    Iterator<Row> rows =
        reads.inOrder(
            slices.iterator(),
            slice -> reads.start(cql, page, slice.firstHour(), slice.from(), slice.to()),
            deadline);
    rows.forEachRemaining(row -> taker.accept(Minute.of(row)));
  }
}
