package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tributary.simulator.WireClient.End;

/** What goes wrong on demand. */
class FaultsTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");
  private static final String SINCE = "page-create?since=2026-02-26T12:00:00Z";

  private Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void cutsBehindTheEventItWasToldAndOnlyOnce() throws IOException {
    publish(5);
    simulator.cutAfter(3, Cut.PREMATURE);
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.toTheEnd()).isEqualTo(End.CLOSED);
      assertThat(WireClient.Frame.in(client.received())).hasSize(3);
      assertThat(simulator.lastConnection().eventsSent()).isEqualTo(3);
    }
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.frames(5)).hasSize(5);
    }
  }

  @Test
  void cutsEveryConnectionAfterSoManyEvents() throws IOException {
    publish(5);
    simulator.cutEvery(2, Cut.CLEAN);
    for (int i = 0; i < 2; i++) {
      try (WireClient client = WireClient.stream(simulator, SINCE)) {
        assertThat(client.toTheEnd()).isEqualTo(End.LAST_CHUNK);
        assertThat(WireClient.Frame.in(client.received())).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"CLEAN,LAST_CHUNK", "PREMATURE,CLOSED", "RESET,RESET", "MID_FRAME,CLOSED"})
  void cutsAllConnectionsInTheWayAskedFor(Cut how, End end) throws IOException {
    try (WireClient one = WireClient.stream(simulator, "page-create");
        WireClient other = WireClient.stream(simulator, "page-create")) {
      one.until(":ok\n\n");
      other.until(":ok\n\n");

      simulator.cutAll(how);

      assertThat(simulator.openStreams()).isZero();
      assertThat(one.toTheEnd()).isEqualTo(end);
      assertThat(other.toTheEnd()).isEqualTo(end);
    }
  }

  @Test
  void leavesHalfAFrameBehindItsIdWhenItCutsInside() throws IOException {
    publish(2);
    simulator.cutAfter(1, Cut.MID_FRAME);
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.toTheEnd()).isEqualTo(End.CLOSED);
      String half = client.received().substring(client.received().lastIndexOf("event: message"));
      assertThat(half).contains("\nid: [").contains("\ndata: {").doesNotEndWith("\n");
      assertThat(WireClient.Frame.in(client.received())).hasSize(1);
    }
  }

  @Test
  void endsWithAnErrorFrameThatIsNoEvent() throws IOException {
    publish(1);
    simulator.cutAfter(1, Cut.ERROR_FRAME);
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.toTheEnd()).isEqualTo(End.LAST_CHUNK);
      assertThat(client.received()).contains("\nevent: error\ndata: {").contains("\"message\"");
    }
  }

  @Test
  void sendsNothingMoreWhileItIsSilentNotEvenAStatusLine() throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      client.until(":ok\n\n");
      simulator.goSilent();
      publish(1);
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
        other
            .getOutputStream()
            .write(
                "GET /v2/stream/page-create HTTP/1.1\r\nUser-Agent: me/1\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
        await().until(() -> simulator.connections().size() == 2);
        other.setSoTimeout(200);
        assertThatThrownBy(() -> other.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(simulator.connections().get(0).eventsSent()).isZero();

        simulator.speakAgain();

        assertThat(client.frames(1)).hasSize(1);
        other.setSoTimeout(5_000);
        assertThat(other.getInputStream().read()).isEqualTo('H');
      }
    }
  }

  @Test
  void refusesTheNextConnectionsAndSaysWhenToComeBack() throws IOException {
    simulator.refuseNext(1, 429, Duration.ofSeconds(7));
    simulator.refuseNext(1, 503);
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.status()).isEqualTo(429);
      assertThat(client.header("Retry-After")).isEqualTo("7");
      assertThat(client.body()).contains("<html");
    }
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.status()).isEqualTo(503);
      assertThat(client.header("Retry-After")).isEmpty();
    }
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404})
  void refusesSavedPositionsAndNothingElse(int status) throws IOException {
    String id =
        "Last-Event-ID: [{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"offset\":0}]";
    simulator.refuseSavedPositions(status);
    try (WireClient client = WireClient.stream(simulator, "page-create", id)) {
      assertThat(client.status()).isEqualTo(status);
      assertThat(client.body()).contains("\"statusCode\":" + status);
    }
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.status()).isEqualTo(200);
    }
    simulator.acceptSavedPositions();
    try (WireClient client = WireClient.stream(simulator, "page-create", id)) {
      assertThat(client.status()).isEqualTo(200);
    }
  }

  @Test
  void answers429AboveTheNumberOfConnectionsAndForgetsThoseThatLeft() throws IOException {
    simulator.close();
    simulator = Simulator.start(SimulatorOptions.defaults().withConnectionsUpTo(1));
    try (WireClient first = WireClient.stream(simulator, "page-create")) {
      first.until(":ok");
      try (WireClient second = WireClient.stream(simulator, "page-create")) {
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.body()).contains("too_many_requests");
      }
    }
    await().until(() -> simulator.openStreams() == 0);
    try (WireClient third = WireClient.stream(simulator, "page-create")) {
      assertThat(third.status()).isEqualTo(200);
    }
  }

  @Test
  void endsAConnectionWhenItsLifeIsOver() throws IOException {
    simulator.close();
    simulator =
        Simulator.start(SimulatorOptions.defaults().withConnectionLife(Duration.ofMillis(150)));
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.toTheEnd()).isEqualTo(End.CLOSED);
    }
  }

  @Test
  void cutsAConnectionOnWhichNothingHappens() throws IOException {
    simulator.close();
    simulator = Simulator.start(SimulatorOptions.defaults().withIdleCut(Duration.ofMillis(150)));
    publish(1);
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.toTheEnd()).isEqualTo(End.CLOSED);
      assertThat(WireClient.Frame.in(client.received())).hasSize(1);
    }
  }

  @Test
  void sendsEverythingAlsoWhenItIsSlow() throws IOException {
    simulator.close();
    simulator = Simulator.start(SimulatorOptions.defaults().withBytesPerSecond(200_000));
    publish(40);
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.frames(40)).hasSize(40);
      assertThat(client.chunks.size()).as("in many small pieces").isGreaterThan(40);
    }
  }

  @Test
  void cutsAClientThatDoesNotRead() throws IOException {
    for (int i = 0; i < 30; i++) {
      simulator.publish(APage.named("Big " + i).at(NOON).commented("x".repeat(1_000_000)));
    }
    try (WireClient stuck = WireClient.stream(simulator, SINCE)) {
      assertThat(stuck.status()).isEqualTo(200);
      simulator.cutAll(Cut.RESET);
      assertThat(simulator.openStreams()).isZero();
      assertThat(simulator.lastConnection().eventsSent()).isLessThan(30);
    }
  }

  @Test
  void losesWhatTheQuietTopicGotMeanwhileWhenItsEntrySaysFromTheEnd() throws IOException {
    publish(1);
    String id;
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      id = client.frames(1).get(0).id();
    }
    simulator.switchDatacentre();
    simulator.publish(APage.named("lost").at(NOON.plusSeconds(5)));
    try (WireClient client = WireClient.stream(simulator, "page-create", "Last-Event-ID: " + id)) {
      client.until(":ok");
      simulator.publish(APage.named("next").at(NOON.plusSeconds(6)));
      assertThat(client.frames(1).get(0).data()).contains("\"next\"");
    }
    String healed = id.replace("\"offset\":-1", "\"timestamp\":" + (NOON.toEpochMilli() + 1));
    try (WireClient client =
        WireClient.stream(simulator, "page-create", "Last-Event-ID: " + healed)) {
      assertThat(client.frames(1).get(0).data()).contains("\"lost\"");
    }
  }

  @Test
  void sendsKeepAliveCommentsWhenAskedTo() throws IOException {
    simulator.close();
    simulator = Simulator.start(SimulatorOptions.defaults().withKeepAlive(Duration.ofMillis(60)));
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.until(":keep-alive\n\n")).startsWith(":ok\n\n");
    }
  }

  @Test
  void listensAgainOnTheSamePortWithTheSameLog() throws IOException {
    publish(1);
    simulator.stopListening();
    assertThatThrownBy(() -> WireClient.stream(simulator, SINCE))
        .isInstanceOf(ConnectException.class);
    simulator.listenAgain();
    try (WireClient client = WireClient.stream(simulator, SINCE)) {
      assertThat(client.frames(1)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v2/stream/no-such-stream|400|not_found",
        "/v2/stream/page-create,no-such|400|not_found",
        "/v2/stream/|400|not_found",
        "/v2/stream/page-create?since=yesterday|400|invalid_timestamp",
        "/v2/stream/page-create?since=|400|invalid_timestamp",
        "/elsewhere|404|not_found"
      })
  void explainsWhatIsWrongWithARequest(String target, int status, String type) throws IOException {
    try (WireClient client =
        WireClient.get(simulator, target, "User-Agent: me/1 (me@example.org)")) {
      assertThat(client.status()).isEqualTo(status);
      assertThat(client.body()).contains(type).contains("\"method\":\"get\"").contains("\"uri\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json|400|InvalidAssignmentError",
        "[]|400|InvalidAssignmentError",
        "{\"topic\":\"x\"}|400|InvalidAssignmentError",
        "[{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0}]|400|InvalidAssignmentError",
        "[{\"topic\":\"eqiad.mediawiki.page-create\",\"offset\":1}]|400|InvalidAssignmentError",
        "[{\"topic\":\"eqiad.mediawiki.recentchange\",\"partition\":0,\"offset\":1}]|404|availableTopics"
      })
  void refusesAPositionThatItCannotUse(String id, int status, String name) throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create", "Last-Event-ID: " + id)) {
      assertThat(client.status()).isEqualTo(status);
      assertThat(client.body()).contains(name).contains("\"origin\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "okhttp/4.12.0",
        "okhttp-eventsource/4.3.0",
        "Java/17.0.15",
        "Java-http-client/17",
        "python-requests/2.31"
      })
  void refusesGenericAgents(String agent) throws IOException {
    try (WireClient client =
        WireClient.get(simulator, "/v2/stream/page-create", "User-Agent: " + agent)) {
      assertThat(client.status()).isEqualTo(403);
      assertThat(client.body()).contains("User-Agent");
    }
    assertThat(simulator.lastConnection().userAgent()).isEqualTo(agent);
  }

  @Test
  void refusesAMissingAgent() throws IOException {
    try (WireClient client = WireClient.get(simulator, "/v2/stream/page-create")) {
      assertThat(client.status()).isEqualTo(403);
    }
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      simulator.publish(APage.named("Page " + i).at(NOON.plusSeconds(i)));
    }
  }
}
