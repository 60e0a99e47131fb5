package tributary.measure;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;

/** The rows of {@code hours_by_day} and {@code days_by_month}: absolute, the later sum wins. */
@Component
class RolledRows {
  private static final String INSERT_HOUR =
      "INSERT INTO hours_by_day (day, hour, totals, distincts, pages, editors, series, version)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String INSERT_DAY =
      "INSERT INTO days_by_month (month, day, totals, distincts, pages, editors, series, version)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String SELECT_HOUR_VERSIONS =
      "SELECT hour, version, WRITETIME(version) AS written_at FROM hours_by_day WHERE day = ?";
  private static final String SELECT_HOURS =
      "SELECT totals, distincts, pages, editors, series FROM hours_by_day WHERE day = ?";
  private static final String SELECT_HOUR =
      "SELECT totals, distincts, pages, editors, series FROM hours_by_day"
          + " WHERE day = ? AND hour = ?";
  private static final String SELECT_DAY_VERSIONS =
      "SELECT day, version, WRITETIME(version) AS written_at FROM days_by_month WHERE month = ?";

  private final Requests requests;
  private final SummaryLimits limits;
  private final Clock clock;
  private final AtomicLong lastTimestamp = new AtomicLong();

  RolledRows(Requests requests, MeasureSettings settings, Clock clock) {
    this.requests = requests;
    this.limits = settings.limits();
    this.clock = clock;
  }

  /** A sum of summaries and the numbers of its minutes. */
  record Sum(Summary summary, MinuteSeries series) {
    void add(Sum other) {
      summary.merge(other.summary);
      series.merge(other.series);
    }
  }

  Sum empty() {
    return new Sum(new Summary(limits), new MinuteSeries());
  }

  /**
   * As of which version a row was added up, and the timestamp of that, in microseconds: after a
   * crash or a race not always ours.
   */
  record AddedUp(String version, long writtenAt) {
    static final AddedUp NEVER = new AddedUp("", 0);
  }

  /**
   * When what is about to be read is read: the later reading has seen more, and wins, also over a
   * row that was written by a clock ahead of ours.
   */
  long timestamp(AddedUp over) {
    long now =
        Math.max(over.writtenAt() + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    return lastTimestamp.updateAndGet(last -> Math.max(last + 1, now));
  }

  void writeHour(Instant hour, Sum sum, String version, long timestamp) {
    LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
    write(INSERT_HOUR, day, hour, sum, version, timestamp);
  }

  void writeDay(LocalDate day, Sum sum, String version, long timestamp) {
    write(INSERT_DAY, day.withDayOfMonth(1), day, sum, version, timestamp);
  }

  private void write(
      String insert, LocalDate partition, Object time, Sum sum, String version, long timestamp) {
    Summary.Parts parts = sum.summary().encode();
    Requests.join(
        requests.write(
            requests.bind(
                insert,
                partition,
                time,
                ByteBuffer.wrap(parts.totals()),
                ByteBuffer.wrap(parts.distincts()),
                ByteBuffer.wrap(parts.pages()),
                ByteBuffer.wrap(parts.editors()),
                ByteBuffer.wrap(sum.series().encode()),
                version,
                timestamp)));
  }

  Map<Instant, AddedUp> hoursAddedUp(LocalDate day) {
    Map<Instant, AddedUp> versions = new TreeMap<>();
    requests.each(
        requests.bind(SELECT_HOUR_VERSIONS, day),
        row -> versions.put(Objects.requireNonNull(row.getInstant("hour")), addedUp(row)));
    return versions;
  }

  Map<LocalDate, AddedUp> daysAddedUp(LocalDate month) {
    Map<LocalDate, AddedUp> versions = new TreeMap<>();
    requests.each(
        requests.bind(SELECT_DAY_VERSIONS, month),
        row -> versions.put(Objects.requireNonNull(row.getLocalDate("day")), addedUp(row)));
    return versions;
  }

  private static AddedUp addedUp(Row row) {
    return new AddedUp(
        Objects.requireNonNullElse(row.getString("version"), ""), row.getLong("written_at"));
  }

  /** What an hour was added up to; null when it never was. */
  @Nullable Sum hour(Instant hour) {
    List<Sum> found = new ArrayList<>(1);
    LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
    requests.each(requests.bind(SELECT_HOUR, day, hour), row -> found.add(sum(row)));
    return found.isEmpty() ? null : found.get(0);
  }

  /** Gives each hour of a day. */
  void hours(LocalDate day, Consumer<Sum> taker) {
    requests.each(requests.bind(SELECT_HOURS, day).setPageSize(4), row -> taker.accept(sum(row)));
  }

  private Sum sum(Row row) {
    return new Sum(
        Summary.decode(
            new Summary.Parts(
                bytes(row, "totals"),
                bytes(row, "distincts"),
                bytes(row, "pages"),
                bytes(row, "editors")),
            limits),
        MinuteSeries.decode(bytes(row, "series")));
  }

  private static byte[] bytes(Row row, String column) {
    return MinuteRows.bytes(Objects.requireNonNull(row.getByteBuffer(column)));
  }
}
