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
import org.junit.jupiter.api.Test;

/** Wrong, broken and hostile requests: each gets a problem, none has an effect. */
class HostileRequestsIT extends StartedApi {
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
      // the live stream never ends by itself; as JSON it answers once
      HttpResponse<String> response =
          api.send(operation.method(), path.toString(), "", "Accept", "application/json");
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
