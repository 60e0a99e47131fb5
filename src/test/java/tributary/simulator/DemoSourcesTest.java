package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The demo profile, and when it is chosen without being asked for. */
class DemoSourcesTest {
  private static final String OURS =
      "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'";

  @Configuration
  static class Nothing {}

  @Test
  void startsTheSimulatorBeforeTheContextAndEndsItWithTheContext() throws IOException {
    Simulator simulator;
    try (ConfigurableApplicationContext context = run("demo")) {
      simulator = context.getBean(Simulator.class);
      String since = context.getEnvironment().getProperty("tributary.ingest.wikimedia.since");
      assertThat(context.getEnvironment().getProperty("tributary.ingest.wikimedia.url"))
          .isEqualTo(simulator.streamBase().toString());
      assertThat(context.getEnvironment().getProperty("tributary.mode")).isEqualTo("simulation");
      assertThat(context.getEnvironment().getProperty("tributary.platform.topic-prefix"))
          .isEqualTo("demo.");
      assertThat(context.getEnvironment().getProperty("tributary.store.keyspace"))
          .isEqualTo("tributary_demo");
      try (WireClient client = WireClient.stream(simulator, "page-create?since=" + since)) {
        JsonNode event = Json.read(client.frames(1).get(0).data().getBytes(StandardCharsets.UTF_8));
        assertThat(event.at("/meta/stream").asText()).isEqualTo("mediawiki.page-create");
      }
    }
    assertThat(new SourceReach(Duration.ofSeconds(1)).obstacle(simulator.streamBase()))
        .contains("ConnectException");
  }

  @Test
  void doesNothingWithoutTheProfileWhenATestStartsTheContext() {
    try (ConfigurableApplicationContext context = run("other")) {
      assertThat(context.getBeansOfType(Simulator.class)).isEmpty();
      assertThat(context.getEnvironment().getProperty("tributary.mode")).isNull();
    }
  }

  @Test
  void tellsTheSameStoryFromTheSameOffsetsAfterARestart() throws IOException {
    Instant now = Instant.parse("2026-02-26T12:20:00Z");
    Duration reach = Duration.ofMinutes(90);
    List<WireClient.Frame> before = frames(now, reach, "2026-02-26T11:30:00Z", 100);
    List<WireClient.Frame> after =
        frames(now.plusSeconds(1_200), reach, "2026-02-26T11:30:00Z", 100);
    assertThat(after)
        .extracting(WireClient.Frame::data)
        .containsExactlyElementsOf(before.stream().map(WireClient.Frame::data).toList());
  }

  @Test
  void publishesWhatIsDueAndNothingOfTheFuture() {
    MovableClock clock = new MovableClock(Instant.parse("2026-02-26T12:20:00Z"));
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withClock(clock))) {
      DemoFeed feed =
          new DemoFeed(simulator, new DemoHistory(1, 3_600), clock, Duration.ofHours(1));
      Duration wait = feed.publishDue();
      long history = simulator.log().end("eqiad.mediawiki.page-create");
      assertThat(wait).isPositive();
      assertThat(feed.publishDue()).isEqualTo(wait);

      clock.now = clock.now.plus(Duration.ofHours(2));
      feed.publishDue();

      assertThat(simulator.log().end("eqiad.mediawiki.page-create"))
          .as("exactly so many in every two hours from a border, about so many from elsewhere")
          .isBetween(history + 6_000, history + 8_400);
      assertThat(simulator.log().firstNotOlderThan("eqiad.mediawiki.page-create", 0))
          .as("what is older than the history and an hour is gone")
          .isGreaterThan(0);
    }
  }

  @Test
  void tellsOfChangesTooFromTheSameOffsetsAfterARestart() throws IOException {
    Instant now = Instant.parse("2026-02-26T12:20:00Z");
    List<WireClient.Frame> before = changeFrames(now, "2026-02-26T11:30:07Z");
    List<WireClient.Frame> after = changeFrames(now.plusSeconds(777), "2026-02-26T11:30:07Z");
    assertThat(after)
        .extracting(WireClient.Frame::data)
        .containsExactlyElementsOf(before.stream().map(WireClient.Frame::data).toList());
    assertThat(before.get(0).id())
        .contains("eqiad.mediawiki.page-create", "codfw.mediawiki.page-create")
        .contains("eqiad.mediawiki.recentchange", "codfw.mediawiki.recentchange");
  }

  private static List<WireClient.Frame> changeFrames(Instant now, String since) throws IOException {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withClock(clock))) {
      new DemoFeed(simulator, new ChangeHistory(1, 1), clock, Duration.ofMinutes(90)).publishDue();
      try (WireClient client =
          WireClient.stream(simulator, "page-create,recentchange?since=" + since)) {
        return client.frames(100).subList(0, 100);
      }
    }
  }

  @Test
  void takesAnyAnswerForReachAndSilenceForNone() throws IOException {
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults());
        ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SourceReach reach = new SourceReach(Duration.ofSeconds(8));
      assertThat(reach.obstacle(simulator.streamBase())).isNull();
      simulator.refuseNext(1, 503);
      assertThat(reach.obstacle(simulator.streamBase())).isNull();
      URI silent = URI.create("http://127.0.0.1:" + mute.getLocalPort());
      assertThat(new SourceReach(Duration.ofMillis(300)).obstacle(silent)).isNotNull();
      assertThat(reach.obstacle(URI.create("http://host.invalid/v2/stream")))
          .contains("cannot be resolved");
      assertThat(reach.obstacle(URI.create("nonsense"))).isNotNull();
    }
  }

  @Test
  void fallsBackOnlyWhenNobodyChoseAProfileOrSetTheUrl() {
    StandardEnvironment untouched = new StandardEnvironment();
    untouched
        .getPropertySources()
        .addLast(new MapPropertySource(OURS, Map.of(DemoSources.URL, "x")));
    assertThat(DemoSources.mayFallBack(untouched)).isTrue();

    StandardEnvironment withProfile = new StandardEnvironment();
    withProfile.setActiveProfiles("mine");
    assertThat(DemoSources.mayFallBack(withProfile)).isFalse();

    StandardEnvironment withVariable = new StandardEnvironment();
    withVariable
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                "x-systemEnvironment",
                Map.of("TRIBUTARY_INGEST_WIKIMEDIA_URL", "http://x/v2/stream")));
    assertThat(DemoSources.mayFallBack(withVariable)).isFalse();

    StandardEnvironment withFile = new StandardEnvironment();
    withFile
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "Config resource 'file [application.yaml]' via location 'optional:file:./'",
                Map.of(DemoSources.URL, "http://x/v2/stream")));
    assertThat(DemoSources.mayFallBack(withFile)).isFalse();

    StandardEnvironment switchedOff = new StandardEnvironment();
    switchedOff
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of(DemoSources.STREAMS, "")));
    assertThat(DemoSources.mayFallBack(switchedOff)).isFalse();
  }

  @Test
  void servesItsControlsAsAProcessOfItsOwn() throws IOException {
    try (SimulatorMain main = SimulatorMain.start("--rate=500", "--seed=3", "--changes=500")) {
      Simulator simulator = main.simulator();
      await().until(() -> simulator.answers().in() > 100);
      JsonNode answers = control(simulator, "answers?at=2026-02-26T19:32:00Z");
      assertThat(answers.get("in").asLong())
          .isEqualTo(
              answers.get("clean").asLong()
                  + answers.at("/filtered/canary").asLong()
                  + answers.get("dead").asLong());
      assertThat(answers.at("/reports/domains-by-hour")).hasSize(6);
      assertThat(control(simulator, "ids")).hasSizeGreaterThan(50);
      await().until(() -> control(simulator, "change-ids").size() > 50);
      assertThat(control(simulator, "change-answers").get("in").asLong()).isGreaterThan(50);
      try (WireClient client = WireClient.stream(simulator, "page-create")) {
        client.until(":ok");
        assertThat(control(simulator, "cut?how=clean").get("done").asText()).isEqualTo("cut");
        assertThat(client.toTheEnd()).isEqualTo(WireClient.End.LAST_CHUNK);
      }
      assertThat(control(simulator, "nonsense").get("error").asText()).contains("nonsense");
    }
  }

  private static JsonNode control(Simulator simulator, String command) throws IOException {
    try (WireClient client = WireClient.get(simulator, "/control/" + command)) {
      return Json.read(client.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<WireClient.Frame> frames(Instant now, Duration reach, String since, int count)
      throws IOException {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().withClock(clock))) {
      new DemoFeed(simulator, new DemoHistory(1, 900), clock, reach).publishDue();
      String id =
          "Last-Event-ID: [{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
              + Instant.parse(since).toEpochMilli()
              + "}]";
      try (WireClient client = WireClient.stream(simulator, "page-create", id)) {
        return client.frames(count).subList(0, count);
      }
    }
  }

  private static ConfigurableApplicationContext run(String profile) {
    SpringApplication application =
        new SpringApplicationBuilder(Nothing.class)
            .web(WebApplicationType.NONE)
            .profiles(profile)
            .build();
    return application.run(
        "--tributary.kafka=external",
        "--tributary.cassandra=external",
        "--tributary.simulator.history=2h");
  }

  private static final class MovableClock extends Clock {
    private Instant now;

    private MovableClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
