package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Change;
import tributary.platform.Cassandra;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;
import tributary.support.LiveListener;

/**
 * Clients that come back to the live stream, with the id of what they got last or with nonsense.
 */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ApiServer.StandingClock.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveResumeIT {
  private static final Instant NOW = ApiServer.NOW;
  private static final int HISTORY = 24;

  @LocalServerPort private int port;
  private LiveSource source;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, LiveResumeIT.class);
    registry.add("tributary.serve.live.interval", () -> "100ms");
    registry.add("tributary.serve.live.history", () -> HISTORY);
  }

  @BeforeAll
  void open(
      @Autowired Cassandra cassandra,
      @Autowired TopicProvisioner topics,
      @Autowired TopicSettings names) {
    ApiServer.connected(cassandra);
    topics.awaitReady();
    source = new LiveSource(names.topicPrefix());
  }

  @AfterAll
  void end() {
    source.close();
  }

  private static Change[] three() {
    return IntStream.range(0, 3)
        .mapToObj(i -> LiveSource.change("missed-" + i, NOW.minusSeconds(20 - i), "a comment"))
        .toArray(Change[]::new);
  }

  @Test
  void aClientThatComesBackGetsEachDeltaItHasMissed() {
    String known;
    try (LiveListener live = LiveListener.open(port)) {
      assertThat(live.next().isSnapshot()).isTrue();
      known = live.next().id();
    }
    Change[] missed = three();
    source.send(missed);
    try (LiveListener live = LiveListener.open(port, "Last-Event-ID", known)) {
      long number = Long.parseLong(known.substring(known.indexOf('-') + 1));
      List<String> shown = new ArrayList<>();
      while (shown.size() < missed.length) {
        LiveListener.Event event = live.next();
        assertThat(event.name()).isEqualTo("delta");
        assertThat(event.number()).isEqualTo(++number);
        shown.addAll(event.data().get("changes").findValuesAsText("event_id"));
      }
      assertThat(shown)
          .containsExactlyInAnyOrder(missed[0].eventId(), missed[1].eventId(), missed[2].eventId());
    }
  }

  @Test
  void aClientThatWasAwayForTooLongGetsASnapshot() {
    try (LiveListener other = LiveListener.open(port)) {
      other.next();
      LiveListener.Event old = other.next();
      other.next(event -> event.number() > old.number() + HISTORY + 5);
      try (LiveListener live = LiveListener.open(port, "Last-Event-ID", old.id())) {
        assertThat(live.next().isSnapshot()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "x-1",
        "NAME-99999999999999999999",
        "NAME-999999999999999999",
        "NAME--1",
        "NAME-1-1",
        "NAME-",
        "-",
        "NAME-0x1",
        "NAME-1 OR 1=1",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{\"$gt\":0}",
        "LONG"
      })
  void anIdThatMeansNothingGetsASnapshot(String id) throws IOException {
    try (LiveListener live = LiveListener.open(port)) {
      String name = live.next().id();
      String sent =
          id.replace("NAME", name.substring(0, name.indexOf('-')))
              .replace("LONG", "9".repeat(5000));
      assertThat(firstEvent(sent)).isEqualTo("event: snapshot");
    }
  }

  @Test
  void bytesThatAreNoTextAsAnIdGetASnapshot() throws IOException {
    assertThat(firstEvent("\u00ff\u00fe\u0080-1")).isEqualTo("event: snapshot");
  }

  /** Over a plain socket: other clients would refuse to send such headers. */
  private String firstEvent(String lastEventId) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      String request =
          "GET /api/live HTTP/1.1\r\nHost: x\r\nLast-Event-ID: " + lastEventId + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder answer = new StringBuilder();
      byte[] buffer = new byte[8192];
      for (int n = socket.getInputStream().read(buffer);
          n >= 0 && !answer.toString().contains("event: ");
          n = socket.getInputStream().read(buffer)) {
        answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
      assertThat(answer.toString()).startsWith("HTTP/1.1 200");
      return answer
          .toString()
          .lines()
          .filter(line -> line.startsWith("event: "))
          .findFirst()
          .orElse("");
    }
  }
}
