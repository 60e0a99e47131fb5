package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds for every request that is well meant. */
class ApiRulesIT extends StartedApi {
  @Test
  void putsSecurityHeadersOnEveryAnswer() {
    for (String path :
        List.of(
            "/api/domains",
            "/api/nothing",
            "/nothing",
            "/docs",
            "/openapi.json",
            "/api/pages?x=1")) {
      Map<String, List<String>> headers = api.get(path).headers().map();
      assertThat(headers.get("content-security-policy").get(0))
          .startsWith("default-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.get("x-content-type-options")).containsExactly("nosniff");
      assertThat(headers.get("referrer-policy")).containsExactly("no-referrer");
    }
  }

  @Test
  void servesTheDocumentWithAnExampleForEveryOperation() {
    JsonNode openApi = api.json("/openapi.json");
    assertThat(openApi.get("openapi").asText()).startsWith("3.1");
    for (JsonNode path : openApi.get("paths")) {
      for (Map.Entry<String, JsonNode> operation : path.properties()) {
        JsonNode answers = operation.getValue().at("/responses/200/content");
        for (Map.Entry<String, JsonNode> answer : answers.properties()) {
          JsonNode content = answer.getValue();
          assertThat(content.has("example") || !content.path("examples").isEmpty())
              .as(operation.toString())
              .isTrue();
        }
        assertThat(answers).isNotEmpty();
      }
    }
  }

  @Test
  void servesSwaggerUiFromItselfWithoutInlineScripts() {
    String page = api.get("/docs").body();
    assertThat(page)
        .contains("/docs/initializer.js")
        .doesNotContain("http:")
        .doesNotContain("https:");
    assertThat(page).doesNotContainPattern("<script>|<style|onload=");
    for (String file :
        List.of(
            "/docs/initializer.js",
            "/docs/swagger-ui/swagger-ui.css",
            "/docs/swagger-ui/swagger-ui-bundle.js")) {
      assertThat(api.get(file).statusCode()).as(file).isEqualTo(200);
    }
    assertThat(api.get("/docs/").statusCode()).isEqualTo(200);
  }

  @Test
  void saysAsAProblemThatAPathOrMethodDoesNotExist() {
    for (String path :
        List.of(
            "/api",
            "/api/",
            "/api/nothing",
            "/api/domains/",
            "/api/pages/1/2",
            "/nothing",
            "/error")) {
      isProblem(api.get(path), 404);
    }
    HttpResponse<String> method = api.send("DELETE", "/api/pages", "");
    isProblem(method, 405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
    HttpResponse<String> replay = api.get("/api/dead-letters/replay");
    isProblem(replay, 405);
    assertThat(replay.headers().firstValue("Allow")).hasValue("OPTIONS, POST");
    isProblem(api.send("POST", "/openapi.json", ""), 405);
    HttpResponse<String> options = api.send("OPTIONS", "/api/pages", "");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
  }

  @Test
  void givesTheTypeThatIsWantedMostAndSaysWhatThereIs() {
    String path = "/api/domains";
    assertThat(type(path, "text/csv;q=0.5, application/json;q=0.4")).startsWith("text/csv");
    assertThat(type(path, "text/csv;q=0.5, application/json")).isEqualTo("application/json");
    assertThat(type(path, "text/html, */*;q=0.1")).isEqualTo("application/json");
    assertThat(type(path, "text/*")).startsWith("text/csv");
    HttpResponse<String> refused = api.get(path, "Accept", "image/png");
    isProblem(refused, 406);
    assertThat(ApiServer.parsed(refused).get("expected").asText()).contains("text/csv");
    isProblem(api.get(path, "Accept", "nonsense"), 406);
  }

  private String type(String path, String accept) {
    HttpResponse<String> response = api.get(path, "Accept", accept);
    assertThat(response.statusCode()).isEqualTo(200);
    return response.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void answersHeadLikeGetWithoutTheBody() {
    HttpResponse<String> get = api.get("/api/domains");
    HttpResponse<String> head = api.send("HEAD", "/api/domains", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("ETag")).isEqualTo(get.headers().firstValue("ETag"));
    assertThat(api.send("HEAD", "/api/pages/999", "").statusCode()).isEqualTo(404);
  }
}
