package tributary.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a CQL file into statements: comments out, {@code ${names}} filled in. */
final class CqlScript {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");

  private CqlScript() {}

  /**
   * @throws IllegalArgumentException when a placeholder has no value
   */
  static List<String> statements(String text, Map<String, String> values) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!quoted && c == '-' && text.startsWith("--", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
        statement.append('\n');
        continue;
      }
      if (c == '\'') {
        quoted = !quoted; // a doubled quote toggles twice, which is right
      }
      if (c == ';' && !quoted) {
        add(statements, statement, values);
      } else {
        statement.append(c);
      }
    }
    add(statements, statement, values);
    return statements;
  }

  private static void add(
      List<String> statements, StringBuilder statement, Map<String, String> values) {
    String text = statement.toString().strip();
    statement.setLength(0);
    if (!text.isEmpty()) {
      statements.add(fill(text, values));
    }
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no value for ${" + match.group(1) + "}");
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
