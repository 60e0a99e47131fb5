package tributary.simulator;

import static tributary.simulator.Counted.key;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The five histories of one range by brute force, in the contract's words: the elements of {@code
 * rows}, of the trend those of {@code series}.
 */
public final class HistoryAnswers {
  private static final int TOP_CONTRIBUTORS = 100;
  private static final int TOP_SERVERS = 50;
  private static final int HOURS_OF_MEAN = 24;
  private static final int DAYS_OF_MEAN = 7;

  private final Instant from;
  private final Instant to;
  private final List<SeenChange> changes;

  /** Of all times: the moving mean looks back before the range. */
  private final List<SeenChange> everything;

  HistoryAnswers(Instant from, Instant to, List<SeenChange> changes, List<SeenChange> everything) {
    this.from = from;
    this.to = to;
    this.changes = changes;
    this.everything = everything;
  }

  /** All 24 hours of the day in UTC, added up over the days of the range. */
  public List<Map<String, @Nullable Object>> hourOfDay() {
    List<List<SeenChange>> hours = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      hours.add(new ArrayList<>());
    }
    changes.forEach(
        change -> hours.get(change.at().atOffset(ZoneOffset.UTC).getHour()).add(change));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      Counted all = Counted.all(hours.get(hour));
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("hour", hour);
      row.put("events", all.events);
      row.put("bytes", all.bytes);
      row.put("mean_bytes", all.meanBytes());
      row.put("bots", all.bots);
      row.put("humans", all.humans);
      rows.add(row);
    }
    return rows;
  }

  public List<Map<String, @Nullable Object>> hourlyTrend() {
    return trend(ChronoUnit.HOURS, HOURS_OF_MEAN);
  }

  public List<Map<String, @Nullable Object>> dailyTrend() {
    return trend(ChronoUnit.DAYS, DAYS_OF_MEAN);
  }

  /**
   * Hour by hour or day by day. The moving mean is that of the events of so many steps of the
   * calendar up to and with this one, empty ones and those before the range included.
   */
  private List<Map<String, @Nullable Object>> trend(ChronoUnit step, int steps) {
    List<Map<String, @Nullable Object>> series = new ArrayList<>();
    Instant first = from.truncatedTo(step);
    for (Instant start = first; start.isBefore(to); start = start.plus(1, step)) {
      Instant end = start.plus(1, step);
      Counted all = Counted.all(within(changes, start, end));
      Instant before = end.minus(Duration.of(steps, step));
      Map<String, @Nullable Object> point = new LinkedHashMap<>();
      point.put("start", start.toString());
      point.put("events", all.events);
      point.put("bytes", all.bytes);
      point.put("bots", all.bots);
      point.put("new_pages", all.newPages);
      point.put("edits", all.edits);
      point.put("moving_mean", (double) within(everything, before, end).size() / steps);
      series.add(point);
    }
    return series;
  }

  public List<Map<String, @Nullable Object>> contributors() {
    return Counted.by(
            changes,
            change ->
                change.user() == null ? null : key(change.domain(), change.user(), change.bot()))
        .stream()
        .limit(TOP_CONTRIBUTORS)
        .map(
            group -> {
              Map<String, @Nullable Object> row = group.row("domain", "user", "is_bot");
              row.put("bytes", group.bytes);
              row.put("new_pages", group.newPages);
              return row;
            })
        .toList();
  }

  public List<Map<String, @Nullable Object>> languages() {
    return Counted.by(changes, change -> key(change.language(), change.project())).stream()
        .map(
            group -> {
              Map<String, @Nullable Object> row = group.row("language", "project");
              row.put("bytes", group.bytes);
              row.put("bots", group.bots);
              row.put("new_pages", group.newPages);
              return row;
            })
        .toList();
  }

  /**
   * Rank 1 has the most events; the percentile says how many servers of a hundred have at most as
   * many.
   */
  public List<Map<String, @Nullable Object>> servers() {
    List<Counted> servers = Counted.by(changes, change -> key(change.domain()));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Counted server : servers.subList(0, Math.min(TOP_SERVERS, servers.size()))) {
      long notMore = servers.stream().filter(other -> other.events <= server.events).count();
      Map<String, @Nullable Object> row = server.row("domain");
      row.put("bytes", server.bytes);
      row.put("distinct_users", server.distinctUsers());
      row.put("rank", (long) rows.size() + 1);
      row.put("percentile", 100.0 * notMore / servers.size());
      rows.add(row);
    }
    return rows;
  }

  private static List<SeenChange> within(List<SeenChange> changes, Instant from, Instant to) {
    return changes.stream()
        .filter(change -> !change.at().isBefore(from) && change.at().isBefore(to))
        .toList();
  }
}
