package tributary.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tributary.event.CodePointOrder;
import tributary.event.Site;
import tributary.event.summary.Distinct;
import tributary.event.summary.Tally;
import tributary.event.summary.Totals;

/** The metrics that break a range down by a key: most events first, then by the key. */
final class MetricTables {
  /** An absent key stands before all others. */
  static final Comparator<@Nullable String> BY_NAME =
      Comparator.nullsFirst(CodePointOrder.INSTANCE);

  private MetricTables() {}

  /**
   * Events and bytes of one key.
   *
   * @param key null for what has none
   */
  record Line(@Nullable String key, long events, long bytes, long bots, long newPages) {
    static final Comparator<Line> ORDER =
        Comparator.comparingLong(Line::events).reversed().thenComparing(Line::key, BY_NAME);

    Line plus(Line other) {
      return new Line(
          key,
          events + other.events,
          bytes + other.bytes,
          bots + other.bots,
          newPages + other.newPages);
    }
  }

  static MetricBody servers(Measured measured, int top) {
    List<Line> all = domains(measured.totals());
    Grid rows = new Grid("domain", "language", "project", "events", "bytes");
    for (Line line : all.subList(0, Math.min(top, all.size()))) {
      Site site = Site.of(String.valueOf(line.key()));
      rows.add(line.key(), site.language(), site.project(), line.events(), line.bytes());
    }
    return cut(MetricBody.of("servers", measured), rows, measured.totals());
  }

  static MetricBody languages(Measured measured, int top) {
    Map<@Nullable String, Line> byLanguage = new HashMap<>();
    for (Line line : domains(measured.totals())) {
      String language = Site.of(String.valueOf(line.key())).language();
      byLanguage.merge(
          language,
          new Line(language, line.events(), line.bytes(), line.bots(), line.newPages()),
          Line::plus);
    }
    Grid rows = new Grid("language", "events", "bytes");
    byLanguage.values().stream()
        .sorted(Line.ORDER)
        .limit(top)
        .forEach(line -> rows.add(line.key(), line.events(), line.bytes()));
    return cut(MetricBody.of("languages", measured), rows, measured.totals());
  }

  static MetricBody namespaces(Measured measured) {
    Totals totals = measured.totals();
    Grid rows = new Grid("namespace", "events");
    totals.namespaces().entrySet().stream()
        .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
        .forEach(entry -> rows.add(entry.getKey(), entry.getValue()));
    return MetricBody.of("namespaces", measured)
        .put("rows", rows)
        .put("other", Map.of("events", totals.withoutNamespace()))
        .total(totals.events(), totals.bytes());
  }

  static MetricBody severity(Measured measured) {
    Totals totals = measured.totals();
    Map<String, Long> kinds =
        new TreeMap<>(Map.of("minor", totals.minor(), "major", totals.major()));
    if (totals.neitherMinorNorMajor() > 0) {
      kinds.put("unknown", totals.neitherMinorNorMajor());
    }
    // what is neither an edit nor a creation changes no bytes
    return MetricBody.of("severity", measured)
        .put("rows", counts("severity", kinds))
        .total(totals.edits() + totals.newPages(), totals.bytes());
  }

  static MetricBody pages(Measured measured, int top) {
    Tally pages = measured.pages();
    Grid rows = new Grid(named(pages, "domain", "title", "events", "bytes"));
    for (Tally.Row row : pages.top(top)) {
      rows.add(
          named(pages, row, new Object[] {row.domain(), row.name(), row.events(), row.bytes()}));
    }
    return cut(bounded(MetricBody.of("pages", measured), pages), rows, measured.totals());
  }

  static MetricBody editors(Measured measured, int top) {
    Tally editors = measured.editors();
    Grid rows = new Grid(named(editors, "domain", "user", "is_bot", "events", "bytes"));
    for (Tally.Row row : editors.top(top)) {
      rows.add(
          named(
              editors,
              row,
              new @Nullable Object[] {
                row.domain(), row.name(), row.bot(), row.events(), row.bytes()
              }));
    }
    Distinct distinct = measured.distincts().editors();
    return cut(bounded(MetricBody.of("editors", measured), editors), rows, measured.totals())
        .put("histogram", Histogram.of(distinct))
        .put("histogram_exact", distinct.exact())
        .put("histogram_error", distinct.count().error());
  }

  /** Says whether every key was counted, and if not, how many events one may be short of. */
  static MetricBody bounded(MetricBody body, Tally tally) {
    return body.put("exact", tally.exact()).put("error", tally.error());
  }

  /** Rows of keys that were not all counted say of each how many events may be missing. */
  static List<String> named(Tally tally, String... columns) {
    List<String> names = new ArrayList<>(List.of(columns));
    if (!tally.exact()) {
      names.add("error");
    }
    return names;
  }

  static @Nullable Object[] named(Tally tally, Tally.Row row, @Nullable Object[] values) {
    if (tally.exact()) {
      return values;
    }
    @Nullable Object[] more = java.util.Arrays.copyOf(values, values.length + 1);
    more[values.length] = row.error();
    return more;
  }

  static Grid counts(String key, Map<String, Long> counts) {
    Grid rows = new Grid(key, "events");
    counts.entrySet().stream()
        .map(entry -> new Line(entry.getKey(), entry.getValue(), 0, 0, 0))
        .sorted(Line.ORDER)
        .forEach(line -> rows.add(line.key(), line.events()));
    return rows;
  }

  static List<Line> domains(Totals totals) {
    List<Line> lines = new ArrayList<>();
    totals
        .domains()
        .forEach(
            (domain, count) ->
                lines.add(
                    new Line(
                        domain, count.events(), count.bytes(), count.bots(), count.newPages())));
    lines.sort(Line.ORDER);
    return lines;
  }

  /** The rows that are shown, and what is left of the total. */
  static MetricBody cut(MetricBody body, Grid rows, Totals totals) {
    long events = totals.events();
    long bytes = totals.bytes();
    int eventsAt = rows.columns().indexOf("events");
    int bytesAt = rows.columns().indexOf("bytes");
    for (@Nullable Object[] row : rows.rows()) {
      events -= row[eventsAt] instanceof Long number ? number : 0;
      bytes -= row[bytesAt] instanceof Long number ? number : 0;
    }
    return body.put("rows", rows).other(events, bytes).total(totals.events(), totals.bytes());
  }
}
