package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** Asks the program as anybody would: over HTTP. */
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;

  Api(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(60));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The answer, which has to be a good one. */
  JsonNode json(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as("%s -> %s", path, response.body()).isEqualTo(200);
    return parsed(response.body());
  }

  /** Everything of a list, page by page; all else in the answers has to stay the same. */
  ObjectNode walk(String path, String list, int limit) {
    String first = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    ObjectNode all = (ObjectNode) json(first);
    ArrayNode elements = (ArrayNode) all.get(list);
    JsonNode cursor = all.remove("next_cursor");
    while (cursor != null) {
      assertThat(elements.size()).as(path).isLessThan(1_000_000);
      ObjectNode more = (ObjectNode) json(first + "&cursor=" + encoded(cursor.asText()));
      cursor = more.remove("next_cursor");
      assertThat(more.get(list).size()).as(path).isLessThanOrEqualTo(limit);
      elements.addAll((ArrayNode) more.remove(list));
      assertThat((JsonNode) more).as(path).isEqualTo(beside(all, list));
    }
    return all;
  }

  /** What stands in an answer beside its list. */
  static JsonNode beside(JsonNode answer, String list) {
    ObjectNode beside = answer.deepCopy();
    beside.remove(list);
    return beside;
  }

  String csv(String path) {
    HttpResponse<String> response = get(path, "Accept", "text/csv");
    assertThat(response.statusCode()).as("%s -> %s", path, response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    return response.body();
  }

  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  /** What a value looks like once it went through JSON. */
  static JsonNode asJson(Object value) {
    try {
      return JSON.readTree(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A value as a segment of a path or a part of a query: every byte that could mean anything. */
  static String encoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
      if (Character.isLetterOrDigit((char) (one & 0xff)) && one > 0) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return encoded.toString();
  }
}
