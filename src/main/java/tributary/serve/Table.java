package tributary.serve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows and columns of an answer, for those who read it with a spreadsheet. */
record Table(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {

  /**
   * As RFC 4180 has it. A text that a spreadsheet would take for a formula gets a {@code '} in
   * front.
   */
  byte[] csv() {
    StringBuilder csv = new StringBuilder();
    line(csv, columns);
    for (List<? extends @Nullable Object> row : rows) {
      line(csv, row);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder csv, List<? extends @Nullable Object> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        csv.append(',');
      }
      Object cell = cells.get(i);
      if (cell instanceof Number || cell instanceof Boolean) {
        csv.append(cell);
      } else if (cell != null) {
        text(csv, cell.toString());
      }
    }
    csv.append("\r\n");
  }

  private static void text(StringBuilder csv, String cell) {
    String safe = !cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    csv.append(quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
  }
}
