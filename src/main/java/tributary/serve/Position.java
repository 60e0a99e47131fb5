package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where a list of pages stands: the key of the last row that was looked at. Sorted as the tables
 * are: newest first, then wiki, then the larger page id and event id.
 */
record Position(Instant createdAt, String wiki, long pageId, String eventId)
    implements Comparable<Position> {
  /** Bytes of UTF-8 compare as code points do, and as Cassandra sorts text. */
  static final Comparator<String> BY_CODE_POINT =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::createdAt, Comparator.reverseOrder())
          .thenComparing(Position::wiki, BY_CODE_POINT)
          .thenComparing(Position::pageId, Comparator.reverseOrder())
          .thenComparing(Position::eventId, BY_CODE_POINT.reversed());

  static Position of(Row row) {
    return new Position(
        Objects.requireNonNull(row.getInstant("created_at")),
        Objects.requireNonNull(row.getString("wiki")),
        row.getLong("page_id"),
        Objects.requireNonNull(row.getString("event_id")));
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
