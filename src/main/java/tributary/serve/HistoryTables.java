package tributary.serve;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tributary.event.Site;
import tributary.event.summary.Estimate;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Tally;

/** The histories that add up their range: hours of the day, contributors, languages, servers. */
final class HistoryTables {
  private static final int TOP_CONTRIBUTORS = 100;
  private static final int TOP_SERVERS = 50;
  private static final int HOURS = 24;

  private HistoryTables() {}

  /** All 24 hours of the day, in UTC, added up over the days of the range. */
  static MetricBody hourOfDay(Measured measured) {
    MinuteSum[] hours = new MinuteSum[HOURS];
    java.util.Arrays.setAll(hours, hour -> new MinuteSum());
    MinuteSeries.@Nullable Point[] minutes = measured.minutes();
    int first = measured.range().from().atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 60;
    for (int i = 0; i < minutes.length; i++) {
      hours[(first + i) / 60 % HOURS].add(minutes[i]);
    }
    Grid rows = new Grid("hour", "events", "bytes", "mean_bytes", "bots", "humans");
    MinuteSum all = new MinuteSum();
    for (int hour = 0; hour < HOURS; hour++) {
      MinuteSeries.Point point = hours[hour].point();
      all.add(point);
      rows.add(
          hour,
          point.events(),
          point.bytes(),
          MetricSeries.meanBytes(point),
          point.bots(),
          point.humans());
    }
    return MetricBody.of("hour-of-day", measured)
        .put("rows", rows)
        .total(all.point().events(), all.point().bytes());
  }

  static MetricBody contributors(Measured measured) {
    Tally editors = measured.editors();
    Grid rows =
        new Grid(
            MetricTables.named(
                editors, "domain", "user", "is_bot", "events", "bytes", "new_pages"));
    for (Tally.Row row : editors.top(TOP_CONTRIBUTORS)) {
      rows.add(
          MetricTables.named(
              editors,
              row,
              new @Nullable Object[] {
                row.domain(), row.name(), row.bot(), row.events(), row.bytes(), row.newPages()
              }));
    }
    return MetricTables.cut(
        MetricTables.bounded(MetricBody.of("contributors", measured), editors),
        rows,
        measured.totals());
  }

  private record Tongue(@Nullable String language, String project) {}

  static MetricBody languages(Measured measured) {
    Map<Tongue, MetricTables.Line> byTongue = new HashMap<>();
    for (MetricTables.Line line : MetricTables.domains(measured.totals())) {
      Site site = Site.of(String.valueOf(line.key()));
      byTongue.merge(new Tongue(site.language(), site.project()), line, MetricTables.Line::plus);
    }
    Grid rows = new Grid("language", "project", "events", "bytes", "bots", "new_pages");
    byTongue.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Tongue, MetricTables.Line> one) -> one.getValue().events())
                .reversed()
                .thenComparing(one -> one.getKey().language(), MetricTables.BY_NAME)
                .thenComparing(one -> one.getKey().project(), MetricTables.BY_NAME))
        .forEach(
            one ->
                rows.add(
                    one.getKey().language(),
                    one.getKey().project(),
                    one.getValue().events(),
                    one.getValue().bytes(),
                    one.getValue().bots(),
                    one.getValue().newPages()));
    return MetricBody.of("languages", measured)
        .put("rows", rows)
        .total(measured.totals().events(), measured.totals().bytes());
  }

  /** The percentile says how many servers of a hundred have at most as many events. */
  static MetricBody servers(Measured measured) {
    List<MetricTables.Line> all = MetricTables.domains(measured.totals());
    Map<String, Estimate> users = measured.distincts().editors().byDomain();
    boolean exact = measured.distincts().editors().exact();
    String[] names = {"domain", "events", "bytes", "distinct_users", "rank", "percentile"};
    Grid rows = new Grid(exact ? List.of(names) : plus(names, "distinct_users_error"));
    int shown = Math.min(TOP_SERVERS, all.size());
    for (int i = 0; i < shown; i++) {
      MetricTables.Line line = all.get(i);
      long more = all.stream().filter(other -> other.events() > line.events()).count();
      Estimate of = users.get(line.key());
      Object[] row = {
        String.valueOf(line.key()),
        line.events(),
        line.bytes(),
        of == null ? 0L : of.value(),
        i + 1,
        100.0 * (all.size() - more) / all.size()
      };
      if (exact) {
        rows.add(row);
      } else {
        Object[] bounded = java.util.Arrays.copyOf(row, row.length + 1);
        bounded[row.length] = of == null ? 1.0 : of.error();
        rows.add(bounded);
      }
    }
    return MetricTables.cut(
        MetricBody.of("servers", measured).put("exact", exact), rows, measured.totals());
  }

  private static List<String> plus(String[] names, String more) {
    List<String> all = new java.util.ArrayList<>(List.of(names));
    all.add(more);
    return all;
  }
}
