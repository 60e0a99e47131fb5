package tributary.architecture;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tributary.simulator.APage;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;
import tributary.support.TestServers;

/**
 * The packaged application starts every route, answers what the README asks, and refuses errors.
 */
class ReadmeCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path directory;

  private static Simulator source;
  private static PackagedJar application;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    source = Simulator.start(SimulatorOptions.defaults());
    application =
        PackagedJar.start(
            directory.resolve("started"),
            "tributary.ingest.wikimedia.url=" + source.streamBase(),
            "tributary.ingest.wikimedia.contact=readme@example.org",
            "tributary.store.keyspace=" + TestServers.keyspaceFor(ReadmeCommandsIT.class),
            "tributary.platform.topic-prefix="
                + TestServers.topicPrefixFor(ReadmeCommandsIT.class));
    port = application.awaitHttpPort();
    await().atMost(60, SECONDS).until(() -> source.openStreams() > 0);
    source.publish(
        APage.named("Київ")
            .on("uk.wikipedia.org")
            .by("Ann", 7)
            .at(Instant.now().minus(Duration.ofHours(3))));
    source.publish("this is no event");
    await()
        .atMost(60, SECONDS)
        .until(
            () -> {
              JsonNode feed = get("/api/pipeline").path("feeds").path(0);
              return feed.path("stored").asInt() == 1
                  && feed.path("dead").asInt() == 1
                  && !get("/api/reports/top-users").isEmpty();
            });
  }

  @AfterAll
  static void stop() throws Exception {
    if (application != null) {
      application.close();
    }
    if (source != null) {
      source.close();
    }
  }

  static Stream<String> questions() {
    return DocumentsTest.commands().stream().filter(command -> command.startsWith("curl "));
  }

  @Test
  void everyRouteIsStarted() {
    List<String> ids = RouteFile.routes().map(Route::id).toList();
    String output = application.output();
    assertThat(ids).isNotEmpty().allMatch(id -> output.contains("Started " + id + " ("));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void whatTheReadmeAsksIsAnswered(String command) throws Exception {
    assertThat(command).matches("curl \"?localhost:8080/[^\" ]+\"?");
    JsonNode answer = get(command.replaceAll("curl \"?localhost:8080|\"$", ""));
    assertThat(answer.isContainerNode()).isTrue();
    assertThat(answer.isEmpty()).as("%s -> %s", command, answer).isFalse();
  }

  @Test
  void thePageAndTheDescriptionOfTheApiAreWhereTheReadmeSays() throws Exception {
    for (String path : List.of("/", "/docs/", "/openapi.json")) {
      assertThat(send(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"tributary.store.consumers, 0", "tributary.report.cron, every hour"})
  void aWrongValueStopsTheStartAndIsNamed(String setting, String value) throws Exception {
    try (PackagedJar wrong = PackagedJar.start(directory.resolve(setting), setting + "=" + value)) {
      assertThat(wrong.awaitExit()).isEqualTo(1);
      assertThat(wrong.output())
          .as("it names the setting and says what would be right")
          .contains("APPLICATION FAILED TO START", setting)
          .containsPattern("Reason: \\S+");
    }
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> response = send(path);
    assertThat(response.statusCode()).as(path + " -> " + response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> send(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
