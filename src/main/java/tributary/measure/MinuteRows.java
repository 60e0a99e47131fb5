package tributary.measure;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.summary.Summary;

/**
 * The rows of {@code minutes_by_hour}. The position in the clean topic is the timestamp of a write:
 * whatever comes again or late, the summary that speaks of most records stays.
 */
@Component
class MinuteRows {
  private static final String INSERT_MINUTE =
      "INSERT INTO minutes_by_hour (hour, minute, partition, totals, distincts, pages, editors,"
          + " counted_through) VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String INSERT_RECOUNT =
      "INSERT INTO minutes_by_hour (hour, minute, partition, recount_from) VALUES (?, ?, ?, ?)"
          + " USING TIMESTAMP ?";
  private static final String SELECT_HOUR =
      "SELECT minute, partition, totals, distincts, pages, editors, counted_through, recount_from"
          + " FROM minutes_by_hour WHERE hour = ?";

  private static final String SELECT_RECOUNTS =
      "SELECT minute, partition, counted_through, recount_from FROM minutes_by_hour WHERE hour = ?";

  private final Requests requests;

  MinuteRows(Requests requests) {
    this.requests = requests;
  }

  /**
   * One row.
   *
   * @param summary null when the minute was never counted here, only asked to be
   * @param countedThrough the summary speaks of the clean records below this offset
   * @param recountFrom offset of the newest change that is to be counted from the store; -1 when
   *     there never was one
   */
  record Stored(
      Instant minute,
      int partition,
      Summary.@Nullable Parts summary,
      long countedThrough,
      long recountFrom) {

    /** Whether a change came that the summary does not speak of. */
    boolean isDue() {
      return recountFrom >= countedThrough;
    }
  }

  /**
   * @param through the first offset of the clean topic that the summary does not speak of
   */
  CompletableFuture<Void> write(
      Instant minute, int partition, Summary.Parts summary, long through) {
    return requests.write(
        requests.bind(
            INSERT_MINUTE,
            EventTime.hour(minute),
            minute,
            partition,
            ByteBuffer.wrap(summary.totals()),
            ByteBuffer.wrap(summary.distincts()),
            ByteBuffer.wrap(summary.pages()),
            ByteBuffer.wrap(summary.editors()),
            through,
            through));
  }

  /**
   * @param offset of the change that asks for it
   */
  CompletableFuture<Void> askForRecount(Instant minute, int partition, long offset) {
    return requests.write(
        requests.bind(
            INSERT_RECOUNT, EventTime.hour(minute), minute, partition, offset, offset + 1));
  }

  /** Gives the rows of an hour, oldest minute first. */
  void ofHour(Instant hour, Consumer<Stored> taker) {
    // a row may be of some hundred kilobytes: few at a time
    requests.each(
        requests.bind(SELECT_HOUR, hour).setPageSize(16),
        row -> taker.accept(stored(row, row.getByteBuffer("totals"))));
  }

  /** Minutes of an hour that are to be counted from the store; without their summaries. */
  List<Stored> toRecount(Instant hour) {
    List<Stored> due = new ArrayList<>();
    requests.each(
        requests.bind(SELECT_RECOUNTS, hour),
        row -> {
          Stored minute = stored(row, null);
          if (minute.isDue()) {
            due.add(minute);
          }
        });
    return due;
  }

  private static Stored stored(Row row, @Nullable ByteBuffer totals) {
    return new Stored(
        Objects.requireNonNull(row.getInstant("minute")),
        row.getInt("partition"),
        totals == null
            ? null
            : new Summary.Parts(
                bytes(totals),
                bytes(Objects.requireNonNull(row.getByteBuffer("distincts"))),
                bytes(Objects.requireNonNull(row.getByteBuffer("pages"))),
                bytes(Objects.requireNonNull(row.getByteBuffer("editors")))),
        row.isNull("counted_through") ? 0 : row.getLong("counted_through"),
        row.isNull("recount_from") ? -1 : row.getLong("recount_from"));
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
