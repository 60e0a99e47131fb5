package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where a list of changes stands: the key of the last row that was looked at. Sorted as the tables
 * are: newest first, then wiki, then the larger key.
 */
record ChangePosition(Instant at, String wiki, String changeKey)
    implements Comparable<ChangePosition> {
  private static final Comparator<ChangePosition> ORDER =
      Comparator.comparing(ChangePosition::at, Comparator.reverseOrder())
          .thenComparing(ChangePosition::wiki, Position.BY_CODE_POINT)
          .thenComparing(ChangePosition::changeKey, Position.BY_CODE_POINT.reversed());

  static ChangePosition of(Row row) {
    return new ChangePosition(
        Objects.requireNonNull(row.getInstant("at")),
        Objects.requireNonNull(row.getString("wiki")),
        Objects.requireNonNull(row.getString("change_key")));
  }

  @Override
  public int compareTo(ChangePosition other) {
    return ORDER.compare(this, other);
  }
}
