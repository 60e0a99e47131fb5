package tributary.serve;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import tributary.platform.Cassandra;
import tributary.support.TestServers;

/** Asks the started application over real HTTP, at a quarter of an evening of 2026. */
final class ApiServer {
  static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  ApiServer(int port) {
    this.port = port;
  }

  /** The clock of the application stands still. */
  @TestConfiguration
  static class StandingClock {
    @Bean
    @Primary
    Clock standingClock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }

  /** Only the routes of serve; nothing else of the pipeline runs beside the test. */
  static void settings(DynamicPropertyRegistry registry, Class<?> test) {
    TestServers.register(registry);
    String keyspace = TestServers.keyspaceFor(test);
    String prefix = TestServers.topicPrefixFor(test);
    registry.add("tributary.store.keyspace", () -> keyspace);
    registry.add("tributary.platform.topic-prefix", () -> prefix);
    registry.add("tributary.data-dir", () -> "target/data-of-" + keyspace);
    registry.add("tributary.serve.operator-token", () -> "let me in");
    registry.add("tributary.serve.report-freshness", () -> "0s");
    registry.add("management.server.port", () -> "0");
    registry.add("spring.cassandra.request.timeout", () -> "10s");
    registry.add(
        "camel.main.routes-include-pattern",
        () ->
            "classpath:routes/0-shared/failures.camel.yaml,classpath:routes/6-serve/*.camel.yaml");
  }

  static CqlSession connected(Cassandra cassandra) {
    return cassandra.await(60);
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + " -> " + response.statusCode() + " " + response.body());
    }
    return parsed(response);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode parsed(HttpResponse<String> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(response.body(), e);
    }
  }

  static List<String> texts(JsonNode list, String field) {
    return list.findValuesAsText(field);
  }
}
