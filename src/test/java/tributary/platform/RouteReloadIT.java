package tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tributary.simulator.APage;
import tributary.support.RunningPipeline;

/**
 * Whoever edits a route while the application runs sees it take effect, or reads why it does not.
 */
class RouteReloadIT {
  private static final String CLEAN = "2-clean/page-create.camel.yaml";
  private static final String INGEST = "1-ingest/wikimedia.camel.yaml";
  private static final String FAILURES = "0-shared/failures.camel.yaml";
  private static final String PIPELINE = "6-serve/pipeline.camel.yaml";

  @TempDir static Path routes;
  private static RunningPipeline pipeline;
  private static CamelContext camel;
  private static int pages;

  @BeforeAll
  static void start() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("src/main/resources/routes"), routes);
    pipeline =
        new RunningPipeline(
            RouteReloadIT.class,
            Map.of("tributary.platform.reload-routes-from", routes.toString()));
    camel = pipeline.context().getBean(CamelContext.class);
    storesAnotherPage();
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void putsAnEditedRouteIntoEffectAndLosesNothing() throws IOException {
    edit(CLEAN, "description: Checks and flattens", "description: Checks, then flattens");
    await().until(() -> description("clean-page-create").startsWith("Checks, then flattens"));
    storesAnotherPage();
  }

  @Test
  void makesTheRoutesOfAnEditedTemplateAnew() throws IOException {
    edit(INGEST, "description: Reads the stream", "description: Listens to the stream");
    await().until(() -> description("ingest-page-create").startsWith("Listens to the stream"));
    storesAnotherPage();
  }

  @Test
  void keepsTheOldRouteAndSaysWhyWhenAnEditIsNoYaml() throws IOException {
    String before = edit(PIPELINE, "ref: pipeline", "ref: [pipeline");
    says("6-serve/pipeline.camel.yaml");
    assertThat(status("/api/pipeline")).isEqualTo(200);
    Files.writeString(routes.resolve(PIPELINE), before);
  }

  @Test
  void keepsTheOldRouteAndSaysWhyWhenAnEditNamesABeanThatIsNot() throws IOException {
    String before = edit(CLEAN, "ref: pageCleaner", "ref: nobodyKnowsThis");
    says("nobodyKnowsThis");
    storesAnotherPage();
    Files.writeString(routes.resolve(CLEAN), before);
  }

  @Test
  void keepsAllRoutesWhenAnEditOfWhatTheyShareIsWrong() throws IOException {
    String before = edit(FAILURES, "method: refuse", "method: refuseNobodyKnows");
    says("refuseNobodyKnows");
    await().until(() -> status("/api/domains") == 200);
    assertThat(status("/api/domains?limit=none")).isEqualTo(400);
    storesAnotherPage();
    Files.writeString(routes.resolve(FAILURES), before);
  }

  private static String edit(String file, String from, String to) throws IOException {
    String before = Files.readString(routes.resolve(file));
    assertThat(before).contains(from);
    Files.writeString(routes.resolve(file), before.replace(from, to));
    return before;
  }

  private static String description(String route) {
    return camel.getRoute(route) == null ? "" : camel.getRoute(route).getDescription();
  }

  private static void says(String why) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                pipeline.logged().stream()
                    .anyMatch(
                        line ->
                            line.startsWith("The edit does not work and what ran before goes on")
                                && line.contains(why)));
  }

  /** One event goes all the way, and only once. */
  private static void storesAnotherPage() {
    pages++;
    pipeline.simulator().publish(APage.named("Page " + pages).withPageId(pages).at(Instant.now()));
    String stored = "\"stored\":" + pages + ",";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pipeline.get(pipeline.page() + "/api/pipeline").body().contains(stored));
  }

  private static int status(String path) {
    return pipeline.get(pipeline.page() + path).statusCode();
  }
}
