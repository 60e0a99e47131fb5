package tributary.serve;

import java.util.List;
import java.util.Set;

/**
 * One operation of the OpenAPI document.
 *
 * @param id operationId, and the name of the route that answers it
 * @param template segments of the path; {@code {name}} stands for any
 * @param query names of the query parameters it knows
 * @param csv whether it answers as text/csv too
 * @param stream whether it answers as text/event-stream, before all other types
 * @param body whether it takes a body
 */
record Operation(
    String id,
    String method,
    List<String> template,
    Set<String> query,
    boolean csv,
    boolean stream,
    boolean body) {

  /** One that answers at once and whole. */
  Operation(
      String id,
      String method,
      List<String> template,
      Set<String> query,
      boolean csv,
      boolean body) {
    this(id, method, template, query, csv, false, body);
  }

  /** How many segments are equal and not variable; -1 when the path is another. */
  int match(List<String> segments) {
    if (segments.size() != template.size()) {
      return -1;
    }
    int equal = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (template.get(i).equals(segments.get(i))) {
        equal++;
      } else if (!isVariable(template.get(i)) || segments.get(i).isEmpty()) {
        return -1;
      }
    }
    return equal;
  }

  static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  static String variable(String segment) {
    return segment.substring(1, segment.length() - 1);
  }
}
