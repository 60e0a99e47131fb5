package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers as CSV, asked again with what is known, and the refusals of wrong questions. */
@ExtendWith(ToldStory.class)
class FormsJourneyIT {
  private static final String RANGE = "from=2026-12-31T09:00:00Z&to=2027-01-01T08:00:00Z";

  private final Api api;

  FormsJourneyIT(Journey journey) {
    this.api = journey.api();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/domains?limit=1000, domains",
    "/api/pages?limit=1000&" + RANGE + ", pages",
    "/api/domains/en.wikipedia.org/pages?limit=1000, pages",
    "/api/users/4242/pages, pages",
    "/api/users/by-name/%3D1%2B1/pages, pages",
    "/api/pages/42, pages",
    "/api/users/active?limit=1000&" + RANGE + ", users"
  })
  void listsSayTheSameAsCsv(String path, String list) {
    JsonNode elements = api.json(path).get(list);
    List<List<String>> rows = parsed(api.csv(path));
    List<String> columns = rows.remove(0);
    assertThat(rows).hasSize(elements.size()).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      JsonNode element = elements.get(i);
      for (int column = 0; column < columns.size(); column++) {
        JsonNode value = element.isValueNode() ? element : element.path(columns.get(column));
        if (!value.isMissingNode()) {
          assertThat(rows.get(i).get(column)).isEqualTo(cell(value));
        }
      }
      assertThat(columns).containsAll(fields(element));
    }
  }

  @Test
  void reportsSayTheSameAsCsvOneRowForEachInnermostElement() {
    String at = "?at=2027-01-01T09:30:00Z";
    List<String> expected = new ArrayList<>();
    for (JsonNode hour : api.json("/api/reports/domains-by-hour" + at)) {
      for (JsonNode statistic : hour.get("statistics")) {
        String domain = statistic.fieldNames().next();
        expected.add(hour.get("time_start").asText() + " " + domain + " " + statistic.get(domain));
      }
    }
    List<List<String>> rows = parsed(api.csv("/api/reports/domains-by-hour" + at));
    List<String> columns = rows.remove(0);
    assertThat(rows)
        .extracting(
            row ->
                row.get(columns.indexOf("time_start"))
                    + " "
                    + row.get(columns.indexOf("domain"))
                    + " "
                    + row.get(columns.indexOf("pages_created")))
        .containsExactlyElementsOf(expected)
        .isNotEmpty();
    List<List<String>> bots = parsed(api.csv("/api/reports/bots-by-domain" + at));
    assertThat(bots).hasSize(3);
    assertThat(bots.get(1)).contains("commons.wikimedia.org", "3");
    List<List<String>> users = parsed(api.csv("/api/reports/top-users" + at));
    List<String> titles =
        api.json("/api/reports/top-users" + at).findValues("page_titles").stream()
            .flatMap(FormsJourneyIT::texts)
            .toList();
    int title = users.remove(0).indexOf("page_title");
    assertThat(users).extracting(row -> row.get(title)).containsExactlyElementsOf(titles);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/reports/domains-by-hour?at=2027-01-01T05:00:00Z",
        "/api/reports/bots-by-domain?at=2027-01-01T05:00:00Z",
        "/api/reports/top-users?at=2027-01-01T05:00:00Z",
        "/api/domains",
        "/api/domains/uk.wikipedia.org/pages/count",
        "/api/pages?" + RANGE,
        "/api/pages/42",
        "/api/users/active?" + RANGE
      })
  void whoHasTheAnswerAlreadyIsToldSo(String path) {
    HttpResponse<String> first = api.get(path);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(first.headers().firstValue("Cache-Control")).isPresent();
    HttpResponse<String> again = api.get(path, "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> other = api.get(path, "If-None-Match", "\"another\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(first.body());
    assertThat(api.get(path, "Accept", "text/csv").headers().firstValue("ETag").orElseThrow())
        .isNotEqualTo(tag);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/reports/top-users?at=yesterday, 400, at",
    "/api/reports/domains-by-hour?at=2027-01-01T24:00:00Z, 400, at",
    "/api/pages?limit=0, 400, limit",
    "/api/pages?limit=1001, 400, limit",
    "/api/pages?cursor=nonsense, 400, cursor",
    "/api/pages?from=2027-01-01T08:00:00Z&to=2027-01-01T08:00:00Z, 400, to",
    "/api/users/active?from=2026-01-01T00:00:00Z&to=2026-02-02T00:00:00Z, 400, to",
    "/api/domains/en.wikipedia.org/pages/count?from=2027-01-01T08:30:00Z, 400, from",
    "/api/users/Ann/pages, 400, user_id",
    "/api/pages/9223372036854775808, 400, page_id",
    "/api/pages/404, 404, ",
    "/api/nothing, 404, "
  })
  void wrongQuestionsAreToldWhatWouldBeRight(String path, int status, String parameter) {
    HttpResponse<String> response = api.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = Api.parsed(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.path("parameter").asText("")).isEqualTo(parameter == null ? "" : parameter);
    assertThat(response.body()).doesNotContain("Exception", "tributary.serve", "\tat ");
  }

  @Test
  void aCursorOfAnotherQuestionIsRefused() {
    String cursor = api.json("/api/pages?limit=1&" + RANGE).get("next_cursor").asText();
    HttpResponse<String> response = api.get("/api/domains?cursor=" + Api.encoded(cursor));
    assertThat(response.statusCode()).isEqualTo(400);
  }

  private static Stream<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(cell(one)));
    return texts.stream();
  }

  private static List<String> fields(JsonNode element) {
    List<String> fields = new ArrayList<>();
    element.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  /** As a cell has it: nothing for null, and no formula. */
  private static String cell(JsonNode value) {
    String text = value.isNull() ? "" : value.asText();
    boolean formula = value.isTextual() && !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  /** Reads CSV as RFC 4180 has it. */
  private static List<List<String>> parsed(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    assertThat(quoted || !row.isEmpty() || cell.length() > 0).as("a row without end").isFalse();
    return rows;
  }
}
