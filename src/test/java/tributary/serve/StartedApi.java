package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.platform.Cassandra;

/** The started API with an empty store, one for all test classes that are made from this. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
abstract class StartedApi {
  static final String PROBLEM = "application/problem+json";

  @LocalServerPort int port;
  @Autowired ApiDocument document;
  @Autowired Cassandra cassandra;
  ApiServer api;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, StartedApi.class);
  }

  @BeforeEach
  void open() {
    ApiServer.connected(cassandra);
    api = new ApiServer(port);
  }

  static void isProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
    JsonNode problem = ApiServer.parsed(response);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("detail").asText()).isNotEmpty();
    assertThat(problem.has("type")).isTrue();
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("\\tat ");
  }
}
