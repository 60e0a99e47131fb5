package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.platform.Cassandra;

/** What holds for every request, whatever it asks for. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiRulesIT {
  private static final String PROBLEM = "application/problem+json";

  @LocalServerPort private int port;
  @Autowired private ApiDocument document;
  private ApiServer api;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, ApiRulesIT.class);
  }

  @BeforeAll
  void waitForTheStore(@Autowired Cassandra cassandra) {
    ApiServer.connected(cassandra);
  }

  @BeforeEach
  void open() {
    api = new ApiServer(port);
  }

  private static void isProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
    JsonNode problem = ApiServer.parsed(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(problem.has("type")).isTrue();
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\\tat ");
  }

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
          assertThat(answer.getValue().has("example")).as(operation.toString()).isTrue();
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

  @Test
  void namesTheParameterThatIsWrongAndWhatWouldBeRight() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("/api/pages?limit=0", "limit"),
            Map.entry("/api/pages?limit=1001", "limit"),
            Map.entry("/api/pages?limit=ten", "limit"),
            Map.entry("/api/pages?limit=", "limit"),
            Map.entry("/api/pages?limit=1&limit=1", "limit"),
            Map.entry("/api/pages?form=2026-01-01T00:00:00Z", "form"),
            Map.entry("/api/pages?from=yesterday", "from"),
            Map.entry("/api/pages?from=2026-01-01T00:00:00", "from"),
            Map.entry("/api/pages?to=%2B999999999-01-01T00:00:00Z", "to"),
            Map.entry("/api/pages?from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z", "to"),
            Map.entry(
                "/api/domains/x/pages?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z", "to"),
            Map.entry("/api/pages?cursor=abc", "cursor"),
            Map.entry("/api/users/-1/pages", "user_id"),
            Map.entry("/api/users/+1/pages", "user_id"),
            Map.entry("/api/users/9223372036854775808/pages", "user_id"),
            Map.entry("/api/users/1/pages?domain=", "domain"),
            Map.entry("/api/pages/abc", "page_id"),
            Map.entry("/api/reports/top-users?at=now", "at"),
            Map.entry("/api/reports/top-users?from=2026-02-01T00:00:00Z", "from"),
            Map.entry("/api/pipeline?verbose", "verbose"));
    wrong.forEach(
        (path, parameter) -> {
          HttpResponse<String> refused = api.get(path);
          isProblem(refused, 400);
          JsonNode problem = ApiServer.parsed(refused);
          assertThat(problem.get("parameter").asText()).as(path).isEqualTo(parameter);
          assertThat(problem.get("expected").asText()).isNotEmpty();
          assertThat(problem.get("instance").asText()).isEqualTo(path.replaceAll("\\?.*", ""));
        });
  }

  @Test
  void refusesWhatCannotBeReadAtAllAsAProblem() throws IOException {
    for (String path :
        List.of(
            "/api/users/by-name/%zz/pages",
            "/api/pages?from=%f", "/api/users/by-name/%ff/pages", "/api/pages?limit=%00%")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer)
          .as(path)
          .startsWith("HTTP/1.1 400")
          .contains(PROBLEM)
          .doesNotContain("<html");
    }
  }

  @Test
  void ignoresHeadersThatWouldSteerRoutesAndEchoesNone() throws IOException {
    String plain = api.get("/api/domains").body();
    HttpResponse<String> response =
        api.get(
            "/api/domains",
            "CamelHttpResponseCode",
            "299",
            "camelhttppath",
            "/pipeline",
            "CamelHttpUri",
            "http://127.0.0.1:1/",
            "CamelCqlQuery",
            "DROP KEYSPACE system",
            "kafka.TOPIC",
            "elsewhere",
            "kafka.OVERRIDE_TOPIC",
            "elsewhere",
            "org.apache.camel.x",
            "y",
            "X-Something",
            "echo");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(plain);
    assertThat(response.headers().map().keySet())
        .noneMatch(
            name ->
                name.contains("camel") || name.contains("kafka") || name.startsWith("x-something"))
        .doesNotContain("accept", "user-agent", "host");
    isProblem(api.get("/api/domains?CamelHttpResponseCode=299"), 400);
    String around =
        raw(
            "GET /%61pi/domains?CamelHttpResponseCode=299 HTTP/1.1\r\nHost: x\r\n"
                + "CamelCqlQuery: x\r\nConnection: close\r\n\r\n");
    assertThat(around).startsWith("HTTP/1.1 404").contains(PROBLEM);
  }

  @Test
  void answersFuzzedParametersWithoutEverFailingItself() {
    Random random = new Random(2026);
    List<String> nasty =
        List.of(
            "",
            "'",
            "\"; DROP TABLE pages_by_id; --",
            "0",
            "-1",
            "NaN",
            "null",
            "1e9",
            "😀",
            "\u0000",
            "../../etc",
            "%",
            "${jndi:x}",
            "2026-02-26T19:32:00Z",
            "9999-12-31T23:59:59.999999999Z",
            "1969-12-31T23:59:59Z",
            "a".repeat(3000),
            "9223372036854775807",
            "\r\nX: y",
            "1000",
            "[]",
            "{}");
    for (int i = 0; i < 400; i++) {
      Operation operation = document.operations().get(random.nextInt(document.operations().size()));
      StringBuilder path = new StringBuilder("/api");
      for (String segment : operation.template()) {
        path.append('/')
            .append(
                Operation.isVariable(segment)
                    ? encoded(nasty.get(1 + random.nextInt(nasty.size() - 1))).replace("+", "%20")
                    : segment);
      }
      char separator = '?';
      for (String name : operation.query()) {
        if (random.nextBoolean()) {
          path.append(separator)
              .append(name)
              .append('=')
              .append(encoded(nasty.get(random.nextInt(nasty.size()))));
          separator = '&';
        }
      }
      HttpResponse<String> response = api.send(operation.method(), path.toString(), "");
      assertThat(response.statusCode()).as(path + " " + response.body()).isIn(200, 400, 401, 404);
      assertThat(response.headers().map()).doesNotContainKey("x");
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
