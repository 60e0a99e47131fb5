package tributary.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tributary.simulator.APage;
import tributary.simulator.Cut;
import tributary.support.RunningPipeline;

/** What answers on which port, with and without the operator's login, and what it gives away. */
class ManagementIT {
  private static final String TOKEN = "canary-of-the-operator";
  private static final String KAFKA_PASSWORD = "canary-of-kafka";
  private static final String STORE_PASSWORD = "canary-of-the-store";
  private static final List<String> OPEN =
      List.of(
          "/actuator/health",
          "/actuator/health/liveness",
          "/actuator/info",
          "/actuator/prometheus");
  private static final List<String> BEHIND_THE_LOGIN =
      List.of("/actuator/hawtio/", "/actuator/hawtio/index.html", "/actuator/jolokia", "/actuator");
  private static final List<String> NOWHERE =
      List.of("/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator/shutdown");

  private static RunningPipeline pipeline;

  @BeforeAll
  static void start() {
    pipeline =
        new RunningPipeline(
            ManagementIT.class,
            Map.of(
                "tributary.ingest.wikimedia.backoff-max",
                "2s",
                "tributary.serve.operator-token",
                TOKEN,
                "spring.kafka.properties.[sasl.jaas.config]",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"tributary\" password=\""
                    + KAFKA_PASSWORD
                    + "\";",
                "spring.cassandra.username",
                "tributary",
                "spring.cassandra.password",
                STORE_PASSWORD));
    pipeline.simulator().publish(APage.named("Kyiv").on("uk.wikipedia.org").at(Instant.now()));
    pipeline.simulator().publish("no JSON at all");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> prometheus().contains("tributary_store_events_total{feed=\"page-create\"} 1.0"));
    // the counting of changes joins its group a little later
    await().atMost(Duration.ofSeconds(60)).until(() -> status("/actuator/health") == 200);
  }

  @AfterAll
  static void stop() {
    pipeline.close();
  }

  @Test
  void servesHealthInfoAndMetersToEverybodyOnThisMachine() {
    for (String path : OPEN) {
      assertThat(status(path)).as(path).isEqualTo(200);
    }
  }

  @Test
  void asksForTheOperatorBeforeHawtioAndTheMBeans() {
    for (String path : BEHIND_THE_LOGIN) {
      assertThat(status(path)).as(path).isEqualTo(401);
      assertThat(status(path, login("operator", "wrong"))).as(path).isEqualTo(401);
      assertThat(status(path, login("somebody", TOKEN))).as(path).isEqualTo(401);
      assertThat(status(path, "Authorization", "Basic ?!")).as(path).isEqualTo(401);
      assertThat(status(path, login("operator", TOKEN))).as(path).isEqualTo(200);
    }
    assertThat(pipeline.get(pipeline.management() + "/actuator/jolokia").headers().map())
        .containsKey("WWW-Authenticate");
  }

  @Test
  void refusesWhatAnotherSiteAsksWithTheLoginThatABrowserRemembers() {
    String[] login = login("operator", TOKEN);
    assertThat(status("/actuator/jolokia", login[0], login[1], "Sec-Fetch-Site", "cross-site"))
        .isEqualTo(403);
    assertThat(status("/actuator/jolokia", login[0], login[1], "Sec-Fetch-Site", "same-origin"))
        .isEqualTo(200);
  }

  @Test
  void hasNoOtherEndpointsEvenForTheOperator() {
    for (String path : NOWHERE) {
      assertThat(status(path, login("operator", TOKEN))).as(path).isEqualTo(404);
    }
  }

  @Test
  void answersNothingOfAllThatOnThePublicPort() {
    for (List<String> paths : List.of(OPEN, BEHIND_THE_LOGIN, NOWHERE)) {
      for (String path : paths) {
        for (String way : List.of(path, "/" + path, path.replace("actuator", "%61ctuator"))) {
          assertThat(pipeline.get(pipeline.page() + way, login("operator", TOKEN)).statusCode())
              .as(way)
              .isIn(400, 404);
        }
      }
    }
  }

  @Test
  void listensOnLoopbackOnly() throws Exception {
    int port = Integer.parseInt(pipeline.management().replaceAll(".*:", ""));
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      network
          .inetAddresses()
          .filter(address -> !address.isLoopbackAddress())
          .forEach(
              address ->
                  assertThat(
                          org.assertj.core.api.Assertions.catchThrowable(
                              () -> new Socket(address, port).close()))
                      .as(address.toString())
                      .isInstanceOf(java.io.IOException.class));
    }
  }

  @Test
  void tellsHowEverythingItStandsOnIs() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> health().at("/components/ingest/status").asText().equals("UP"));
    JsonNode components = health().get("components");
    assertThat(components.at("/kafka/status").asText()).isEqualTo("UP");
    assertThat(components.at("/cassandra/status").asText()).isEqualTo("UP");
    assertThat(components.at("/embeddedServers/status").asText()).isEqualTo("UP");
    JsonNode feed = components.at("/ingest/components/page-create");
    assertThat(feed.at("/details/connection").asText()).isEqualTo("connected");
    assertThat(feed.at("/details/last_event_at").asText()).isNotEmpty();
    assertThat(feed.at("/details/age_seconds").isNumber()).isTrue();
    assertThat(feed.at("/details/store_lag").isNumber()).isTrue();
  }

  @Test
  void saysThatSomebodyHasToActWhenTheSourceTurnsUsAway() {
    pipeline.simulator().refuseNext(5, 403);
    pipeline.simulator().cutAll(Cut.CLEAN);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode feed = health().at("/components/ingest/components/page-create");
              assertThat(feed.at("/status").asText()).isEqualTo("DOWN");
              assertThat(feed.at("/details/message").asText()).contains("User-Agent");
            });
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () ->
                assertThat(health().at("/components/ingest/components/page-create/status").asText())
                    .isEqualTo("UP"));
  }

  @Test
  void countsWhatEachStageDid() {
    assertThat(prometheus())
        .contains("tributary_ingest_events_total{feed=\"page-create\"} 2.0")
        .contains("tributary_clean_records_total{feed=\"page-create\",outcome=\"clean\"} 1.0")
        .contains("tributary_clean_records_total{feed=\"page-create\",outcome=\"dead\"} 1.0")
        .contains("tributary_store_batch_seconds_count{feed=\"page-create\"} ")
        .containsPattern("tributary_store_rows_total\\{feed=\"page-create\"} [1-9]")
        .contains("tributary_store_lag{feed=\"page-create\"} ")
        .contains("tributary_clean_lag{feed=\"page-create\"} ")
        .contains("tributary_ingest_silence_seconds{feed=\"page-create\"} ");
  }

  @Test
  void givesNoSecretAwayInAnswersOrLogs() {
    String[] login = login("operator", TOKEN);
    for (String path :
        List.of(
            "/actuator/health",
            "/actuator/info",
            "/actuator/prometheus",
            "/actuator",
            "/actuator/jolokia/list")) {
      String answer = pipeline.get(pipeline.management() + path, login).body();
      assertThat(answer).as(path).doesNotContain(TOKEN, KAFKA_PASSWORD, STORE_PASSWORD);
    }
    assertThat(pipeline.get(pipeline.page() + "/api/pipeline").body()).doesNotContain("canary-of");
    assertThat(pipeline.logged())
        .hasSizeGreaterThan(20)
        .noneMatch(line -> line.contains("canary-of"));
  }

  private static int status(String path, String... headers) {
    return pipeline.get(pipeline.management() + path, headers).statusCode();
  }

  private static String prometheus() {
    return pipeline.get(pipeline.management() + "/actuator/prometheus").body();
  }

  private static JsonNode health() throws java.io.IOException {
    return new ObjectMapper()
        .readTree(pipeline.get(pipeline.management() + "/actuator/health").body());
  }

  private static String[] login(String user, String password) {
    String both = user + ":" + password;
    return new String[] {
      "Authorization", "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8))
    };
  }
}
