package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds an answer against what a witness says, field by field of those that the witness knows. */
final class WitnessedAnswer {
  private final JsonNode answer;
  private final String head;

  WitnessedAnswer(JsonNode answer) {
    this.answer = answer;
    String text = answer.toString();
    this.head = text.substring(0, Math.min(700, text.length()));
  }

  void equalsRecount(Map<String, ? extends @Nullable Object> recount) {
    JsonNode wanted = Json.MAPPER.valueToTree(recount);
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      switch (field.getKey()) {
        case "rows" -> rows(field.getValue());
        case "series" -> series(field.getValue());
        case "other" ->
            // namespaces have no bytes, so nothing of them is left over
            same("other", answer.get("other"), field.getValue(), answer.at("/other").has("bytes"));
        default -> same(field.getKey(), answer.get(field.getKey()), field.getValue(), true);
      }
    }
  }

  /** The witness names no kind that did not occur. */
  private void rows(JsonNode wanted) {
    List<JsonNode> rows = new ArrayList<>();
    answer
        .get("rows")
        .forEach(
            row -> {
              if (row.has("hour") || row.has("net") || row.get("events").asLong() > 0) {
                rows.add(row);
              }
            });
    assertThat(rows).as(said("rows")).hasSize(wanted.size());
    for (int i = 0; i < rows.size(); i++) {
      same("rows/" + i, rows.get(i), wanted.get(i), true);
    }
  }

  /** The witness knows nothing of coverage, and leaves out types that did not occur. */
  private void series(JsonNode wanted) {
    JsonNode series = answer.get("series");
    assertThat(series).as(said("series")).hasSize(wanted.size());
    for (int i = 0; i < series.size(); i++) {
      for (Map.Entry<String, JsonNode> cell : series.get(i).properties()) {
        JsonNode said = cell.getValue();
        JsonNode right = wanted.get(i).path(cell.getKey());
        String at = "series/" + i + "/" + cell.getKey();
        if (right.isMissingNode() && !cell.getKey().equals("covered_seconds")) {
          assertThat(said.isNull() || said.asLong() == 0).as(said(at)).isTrue();
        } else if (!right.isMissingNode() && !said.isNull()) {
          same(at, said, right, true);
        }
      }
      for (String name : names(wanted.get(i))) {
        assertThat(series.get(i).has(name)).as(said("series/" + i + "/" + name)).isTrue();
      }
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void same(String at, JsonNode said, JsonNode wanted, boolean bytesToo) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        if (bytesToo || !field.getKey().equals("bytes")) {
          same(at + "/" + field.getKey(), said.path(field.getKey()), field.getValue(), true);
        }
      }
    } else if (wanted.isNumber()) {
      assertThat(said.isNumber()).as(said(at)).isTrue();
      assertThat(said.asDouble()).as(said(at)).isEqualTo(wanted.asDouble());
    } else {
      assertThat(said).as(said(at)).isEqualTo(wanted);
    }
  }

  private String said(String at) {
    return at + " of " + head;
  }
}
