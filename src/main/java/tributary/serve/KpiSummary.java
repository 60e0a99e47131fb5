package tributary.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.Estimate;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Totals;

/** The numbers of a range at a glance. */
final class KpiSummary {
  static final Set<MeasuredPart> PARTS =
      Set.of(MeasuredPart.TOTALS, MeasuredPart.DISTINCTS, MeasuredPart.SERIES);

  private KpiSummary() {}

  static MetricBody of(Measured measured) {
    Totals totals = measured.totals();
    return new MetricBody()
        .frame(measured)
        .put("events", totals.events())
        .put("bytes", totals.bytes())
        .put("events_per_second", rate(measured))
        .put("top_server", topServer(totals))
        .put("bots", totals.bots())
        .put("humans", totals.humans())
        .put("distinct_pages", estimate(measured.distincts().pages().count()))
        .put("distinct_editors", estimate(measured.distincts().editors().count()));
  }

  /** Events of the covered minutes in each of their seconds; null when none is covered. */
  private static @Nullable Double rate(Measured measured) {
    MinuteSeries.@Nullable Point[] minutes = measured.minutes();
    long events = 0;
    for (int i = 0; i < minutes.length; i++) {
      MinuteSeries.Point point = minutes[i];
      events += point != null && measured.coverage().covers(i) ? point.events() : 0;
    }
    long seconds = measured.coverage().seconds();
    return seconds == 0 ? null : (double) events / seconds;
  }

  private static @Nullable Map<String, Object> topServer(Totals totals) {
    List<MetricTables.Line> domains = MetricTables.domains(totals);
    if (domains.isEmpty()) {
      return null;
    }
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("domain", String.valueOf(domains.get(0).key()));
    server.put("events", domains.get(0).events());
    return server;
  }

  private static Map<String, Object> estimate(Estimate estimate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", estimate.value());
    map.put("exact", estimate.exact());
    map.put("error", estimate.error());
    return map;
  }
}
