package tributary.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer about a range: what it is about, whether all of it is known, and its lists. */
final class MetricBody {
  private static final List<String> FRAME = List.of("from", "to", "complete");

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  static MetricBody of(String name, Measured measured) {
    MetricBody body = new MetricBody();
    body.put("name", name);
    body.frame(measured);
    return body;
  }

  MetricBody frame(Measured measured) {
    Coverage coverage = measured.coverage();
    put("from", measured.range().from());
    put("to", measured.range().to());
    put("covered_seconds", coverage.seconds());
    put("complete", coverage.complete());
    put("as_of", coverage.asOf());
    return this;
  }

  MetricBody put(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  MetricBody total(long events, long bytes) {
    return put("total", new Sum(events, bytes));
  }

  MetricBody other(long events, long bytes) {
    return put("other", new Sum(events, bytes));
  }

  /** Events and their bytes. */
  record Sum(long events, long bytes) {}

  Map<String, @Nullable Object> fields() {
    return fields;
  }

  boolean complete() {
    return Boolean.TRUE.equals(fields.get("complete"));
  }

  byte[] json() {
    return Json.bytes(fields);
  }

  /** Its rows where it has some, else its series. */
  Table table() {
    if (fields.get("rows") instanceof Grid rows) {
      List<@Nullable Object> frame = new ArrayList<>();
      FRAME.forEach(name -> frame.add(fields.get(name)));
      return rows.table(FRAME, frame);
    }
    if (fields.get("series") instanceof Grid series) {
      return series.table(List.of(), List.of());
    }
    return flat();
  }

  /** One row; what stands in an object has the object's name in front. */
  private Table flat() {
    List<String> columns = new ArrayList<>();
    List<@Nullable Object> cells = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            inner.forEach(
                (part, cell) -> {
                  columns.add(name + "_" + part);
                  cells.add(cell);
                });
          } else {
            columns.add(name);
            cells.add(value);
          }
        });
    return new Table(columns, List.of(cells));
  }
}
