package tributary.serve;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.platform.HourVersions;

/** Writes minutes, hours and days by plain CQL, so that reading is tested against it. */
final class StoredSummaries {
  private static final SummaryLimits LIMITS = SummaryLimits.DEFAULT;

  private final CqlSession session;
  private final TreeMap<Instant, Map<Integer, UUID>> touches = new TreeMap<>();
  private final TreeMap<Instant, List<ChangeFacts>> byHour = new TreeMap<>();
  private final TreeMap<Instant, List<ChangeFacts>> byMinute = new TreeMap<>();
  private long offset = 1_000;

  StoredSummaries(CqlSession session) {
    this.session = session;
  }

  void add(Instant at, ChangeFacts change) {
    byHour.computeIfAbsent(EventTime.hour(at), hour -> new ArrayList<>()).add(change);
    byMinute
        .computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), minute -> new ArrayList<>())
        .add(change);
  }

  /** All minutes that were added, in several partitions, and their touches. */
  void writeMinutes() {
    byMinute.keySet().forEach(this::writeMinute);
    byHour.keySet().forEach(this::touch);
  }

  void writeMinute(Instant minute) {
    Map<Integer, Summary> partitions = new TreeMap<>();
    int next = 0;
    for (ChangeFacts change : byMinute.getOrDefault(minute, List.of())) {
      partitions.computeIfAbsent(next++ % 3, p -> new Summary(LIMITS)).add(change);
    }
    partitions.forEach((partition, summary) -> minute(minute, partition, summary));
  }

  private void minute(Instant minute, int partition, Summary summary) {
    Summary.Parts parts = summary.encode();
    offset++;
    execute(
        "INSERT INTO minutes_by_hour (hour, minute, partition, totals, distincts, pages, editors,"
            + " counted_through) VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?",
        EventTime.hour(minute),
        minute,
        partition,
        ByteBuffer.wrap(parts.totals()),
        ByteBuffer.wrap(parts.distincts()),
        ByteBuffer.wrap(parts.pages()),
        ByteBuffer.wrap(parts.editors()),
        offset,
        offset);
  }

  /** As if a change had come when the minute was no longer in memory. */
  void askForRecount(Instant minute, int partition) {
    offset++;
    execute(
        "INSERT INTO minutes_by_hour (hour, minute, partition, recount_from) VALUES (?, ?, ?, ?)"
            + " USING TIMESTAMP ?",
        EventTime.hour(minute),
        minute,
        partition,
        offset,
        offset + 1);
    offset++;
  }

  void touch(Instant hour) {
    UUID touch = UUID.randomUUID();
    touches.computeIfAbsent(hour, one -> new HashMap<>()).put(1, touch);
    execute(
        "INSERT INTO measured_hours_by_month (feed, month, hour, partition, touch)"
            + " VALUES (?, ?, ?, ?, ?)",
        Topics.RECENTCHANGE,
        EventTime.month(hour),
        hour,
        1,
        touch);
  }

  /** Hours before this one that have changes, added up as of now. */
  void addUpHours(Instant before) {
    byHour.headMap(before).keySet().forEach(hour -> addUpHour(hour, byHour.get(hour)));
  }

  /** An hour that says it holds these changes, in the version that the hour has now. */
  void addUpHour(Instant hour, List<ChangeFacts> changes) {
    Summary sum = sum(changes);
    execute(
        "INSERT INTO hours_by_day (day, hour, totals, distincts, pages, editors, series, version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        LocalDate.ofInstant(hour, ZoneOffset.UTC),
        hour,
        ByteBuffer.wrap(sum.encode().totals()),
        ByteBuffer.wrap(sum.encode().distincts()),
        ByteBuffer.wrap(sum.encode().pages()),
        ByteBuffer.wrap(sum.encode().editors()),
        ByteBuffer.wrap(series(hour, hour.plus(1, ChronoUnit.HOURS)).encode()),
        HourVersions.version(touches.get(hour)));
  }

  /** The day from its hours, in the version that they have now. */
  void addUpDay(LocalDate day) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = from.plus(1, ChronoUnit.DAYS);
    List<ChangeFacts> changes = new ArrayList<>();
    byHour.subMap(from, to).values().forEach(changes::addAll);
    Summary sum = sum(changes);
    execute(
        "INSERT INTO days_by_month (month, day, totals, distincts, pages, editors, series, version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        day.withDayOfMonth(1),
        day,
        ByteBuffer.wrap(sum.encode().totals()),
        ByteBuffer.wrap(sum.encode().distincts()),
        ByteBuffer.wrap(sum.encode().pages()),
        ByteBuffer.wrap(sum.encode().editors()),
        ByteBuffer.wrap(series(from, to).encode()),
        HourVersions.basis(
            touches.subMap(from, to).values().stream().map(HourVersions::version).toList()));
  }

  private MinuteSeries series(Instant from, Instant to) {
    MinuteSeries series = new MinuteSeries();
    byMinute
        .subMap(from, to)
        .forEach(
            (minute, changes) ->
                series.add(
                    minute.getEpochSecond() / 60, MinuteSeries.Point.of(sum(changes).totals())));
    return series;
  }

  private static Summary sum(List<ChangeFacts> changes) {
    Summary sum = new Summary(LIMITS);
    changes.forEach(sum::add);
    return sum;
  }

  private void execute(String cql, Object... values) {
    session.execute(SimpleStatement.newInstance(cql, values));
  }
}
