package tributary.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of objects with the same names, kept as rows and columns: months of minutes are written
 * without an object for each.
 */
final class Grid implements JsonSerializable {
  private final List<String> columns;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  Grid(String... columns) {
    this.columns = List.of(columns);
  }

  Grid(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Values in the order of the columns: texts, instants, whole numbers, fractions, flags. */
  void add(@Nullable Object... values) {
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(values.length + " values for " + columns);
    }
    rows.add(values);
  }

  List<String> columns() {
    return columns;
  }

  List<@Nullable Object[]> rows() {
    return rows;
  }

  /** The same as a table, with columns of the whole answer in front of each row. */
  Table table(List<String> names, List<? extends @Nullable Object> before) {
    List<String> all = new ArrayList<>(names);
    all.addAll(columns);
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (@Nullable Object[] row : rows) {
      List<@Nullable Object> line = new ArrayList<>(before);
      line.addAll(Arrays.asList(row));
      cells.add(line);
    }
    return new Table(all, cells);
  }

  @Override
  public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
    out.writeStartArray();
    for (@Nullable Object[] row : rows) {
      out.writeStartObject();
      for (int i = 0; i < row.length; i++) {
        out.writeFieldName(columns.get(i));
        write(out, row[i]);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof String || value instanceof Instant) {
      out.writeString(value.toString());
    } else {
      throw new IllegalStateException("No value of a row: " + value.getClass());
    }
  }

  @Override
  public void serializeWithType(
      JsonGenerator out, SerializerProvider provider, TypeSerializer types) throws IOException {
    serialize(out, provider);
  }
}
