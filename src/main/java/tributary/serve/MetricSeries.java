package tributary.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tributary.event.CodePointOrder;
import tributary.event.summary.MinuteSeries;

/** The metrics that have a number for each minute: 0 where nothing happened, null where unknown. */
final class MetricSeries {
  private static final MinuteSeries.Point NOTHING =
      new MinuteSeries.Point(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of());

  private MetricSeries() {}

  static MetricBody traffic(Measured measured) {
    MinuteSeries.Point all = sum(measured);
    return MetricBody.of("traffic", measured)
        .total(all.events(), all.bytes())
        .put(
            "series",
            series(
                measured,
                List.of("events", "bytes", "mean_bytes"),
                point -> new Object[] {point.events(), point.bytes(), meanBytes(point)}));
  }

  static MetricBody velocity(Measured measured) {
    MinuteSeries.Point all = sum(measured);
    return MetricBody.of("velocity", measured)
        .total(all.events(), all.bytes())
        .put(
            "series",
            series(
                measured,
                List.of("events_per_second"),
                point -> new Object[] {point.events() / 60.0}));
  }

  static MetricBody users(Measured measured) {
    MinuteSeries.Point all = sum(measured);
    Map<String, Long> kinds = new TreeMap<>(Map.of("bot", all.bots(), "human", all.humans()));
    boolean unknown = unknown(all) > 0;
    if (unknown) {
      kinds.put("unknown", unknown(all));
    }
    return MetricBody.of("users", measured)
        .put("rows", MetricTables.counts("kind", kinds))
        .total(all.events(), all.bytes())
        .put(
            "series",
            series(
                measured,
                unknown ? List.of("bot", "human", "unknown") : List.of("bot", "human"),
                point ->
                    unknown
                        ? new Object[] {point.bots(), point.humans(), unknown(point)}
                        : new Object[] {point.bots(), point.humans()}));
  }

  static MetricBody actions(Measured measured) {
    MinuteSeries.Point all = sum(measured);
    List<String> types = new ArrayList<>(all.types().keySet());
    types.sort(CodePointOrder.INSTANCE);
    return MetricBody.of("actions", measured)
        .put("rows", MetricTables.counts("type", all.types()))
        .total(all.events(), all.bytes())
        .put(
            "series",
            series(
                measured,
                types,
                point ->
                    types.stream().map(type -> point.types().getOrDefault(type, 0L)).toArray()));
  }

  static MetricBody volumeChange(Measured measured) {
    MinuteSeries.Point all = sum(measured);
    List<String> columns =
        List.of(
            "additions",
            "deletions",
            "net",
            "additions_events",
            "deletions_events",
            "neutral_events");
    Grid rows = new Grid(columns);
    rows.add(volume(all));
    return MetricBody.of("volume-change", measured)
        .put("rows", rows)
        .total(all.events(), all.bytes())
        .put("series", series(measured, columns, MetricSeries::volume));
  }

  private static Object[] volume(MinuteSeries.Point point) {
    return new Object[] {
      point.additions(),
      point.deletions(),
      point.additions() - point.deletions(),
      point.additionsEvents(),
      point.deletionsEvents(),
      point.events() - point.additionsEvents() - point.deletionsEvents()
    };
  }

  private static long unknown(MinuteSeries.Point point) {
    return point.events() - point.bots() - point.humans();
  }

  static double meanBytes(MinuteSeries.Point point) {
    return point.events() == 0 ? 0 : (double) point.bytes() / point.events();
  }

  /** All minutes added up, covered or not. */
  static MinuteSeries.Point sum(Measured measured) {
    MinuteSeries.@Nullable Point[] minutes = measured.minutes();
    return MinuteSum.of(minutes, 0, minutes.length).point();
  }

  private static Grid series(
      Measured measured, List<String> names, Function<MinuteSeries.Point, Object[]> numbers) {
    List<String> columns = new ArrayList<>(List.of("start"));
    columns.addAll(names);
    Grid grid = new Grid(columns);
    MinuteSeries.@Nullable Point[] minutes = measured.minutes();
    for (int i = 0; i < minutes.length; i++) {
      @Nullable Object[] row = new @Nullable Object[columns.size()];
      row[0] = measured.start(i);
      if (measured.coverage().covers(i)) {
        MinuteSeries.Point point = minutes[i];
        System.arraycopy(numbers.apply(point == null ? NOTHING : point), 0, row, 1, names.size());
      }
      grid.add(row);
    }
    return grid;
  }
}
