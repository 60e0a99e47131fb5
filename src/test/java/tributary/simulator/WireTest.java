package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.WireClient.Frame;

/** What stands on the wire, byte by byte. */
class WireTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");

  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void beginsWithTheOkCommentAlsoOnAStreamWithoutEvents() throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.header("Content-Type")).isEqualTo("text/event-stream; charset=utf-8");
      assertThat(client.until("\n\n")).isEqualTo(":ok\n\n");
    }
  }

  @Test
  void sendsAFrameLineByLineWithTheTimeOfTheEventPlusOneMillisecondInItsId() throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      client.until(":ok");
      simulator.publish(APage.named("Kyiv").at(NOON.plusMillis(7)));

      Frame frame = client.frames(1).get(0);

      assertThat(frame.event()).isEqualTo("message");
      assertThat(frame.id())
          .isEqualTo(
              "[{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
                  + (NOON.toEpochMilli() + 8)
                  + "},{\"topic\":\"codfw.mediawiki.page-create\",\"partition\":0,\"offset\":-1}]");
      assertThat(client.chunks).allSatisfy(chunk -> assertThat(chunk).endsWith((byte) '\n'));
      assertThat(client.received()).startsWith(":ok\n\nevent: message\nid: [");
    }
  }

  @Test
  void tellsEachEventItsTopicPartitionAndOffsetAndLeavesTheRestAsItWas() throws IOException {
    String event = APage.named("Łódź <b>").json();
    simulator.publish(event);
    simulator.publish("{\"a\":1.0e0,\"meta\":{ },\"z\":\"\\u0041\"}");
    try (WireClient client = WireClient.stream(simulator, "page-create?since=0")) {
      // since=0 is too short to be milliseconds
      assertThat(client.status()).isEqualTo(400);
    }
    try (WireClient client = WireClient.stream(simulator, "page-create?since=1970-01-02")) {
      List<Frame> frames = client.frames(2);
      JsonNode meta = JSON.readTree(frames.get(0).data()).get("meta");
      assertThat(meta.get("topic").asText()).isEqualTo("eqiad.mediawiki.page-create");
      assertThat(meta.get("partition").asInt()).isZero();
      assertThat(meta.get("offset").asLong()).isZero();
      assertThat(
              frames
                  .get(0)
                  .data()
                  .replace(
                      ",\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"offset\":0",
                      ""))
          .isEqualTo(event);
      assertThat(frames.get(1).data())
          .isEqualTo(
              "{\"a\":1.0e0,\"meta\":{ \"topic\":\"eqiad.mediawiki.page-create\","
                  + "\"partition\":0,\"offset\":1},\"z\":\"\\u0041\"}");
    }
  }

  @Test
  void countsOffsetsPerTopicAndMovesTheQuietTopicsEntryWithACanary() throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      client.until(":ok");
      simulator.publish(APage.named("A").at(NOON));
      client.frames(1);
      simulator.publishQuietly(APage.canary(NOON));
      Frame canary = client.frames(2).get(1);

      assertThat(JSON.readTree(canary.data()).at("/meta/offset").asLong()).isZero();
      assertThat(canary.id()).doesNotContain("-1").contains("codfw").contains("eqiad");
    }
  }

  @Test
  void namesEveryTopicOfEveryRequestedStreamInTheId() throws IOException {
    try (WireClient client = WireClient.stream(simulator, "recentchange,page-create")) {
      client.until(":ok");
      simulator.publish(APage.named("A").at(NOON));
      JsonNode id = JSON.readTree(client.frames(1).get(0).id());
      assertThat(id.findValuesAsText("topic"))
          .containsExactly(
              "eqiad.mediawiki.recentchange",
              "codfw.mediawiki.recentchange",
              "eqiad.mediawiki.page-create",
              "codfw.mediawiki.page-create");
    }
  }

  @Test
  void sendsLinesOfJsonWithoutIdsToWhoeverAcceptsJson() throws IOException {
    simulator.publish(APage.named("A").at(NOON));
    try (WireClient client =
        WireClient.stream(
            simulator, "page-create?since=" + NOON, "Accept: application/json, */*")) {
      assertThat(client.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
      String lines = client.until("}\n");
      assertThat(lines).startsWith("\n{\"$schema\"").doesNotContain("id: ");
    }
  }

  @Test
  void startsAtTheEndWithoutAnyPosition() throws IOException {
    simulator.publish(APage.named("before").at(NOON));
    try (WireClient client = WireClient.stream(simulator, "page-create")) {
      client.until(":ok");
      simulator.publish(APage.named("after").at(NOON));
      assertThat(client.frames(1).get(0).data()).contains("\"after\"");
    }
  }

  @Test
  void resumesBehindTheEventOfAnId() throws IOException {
    simulator.publish(APage.named("A").at(NOON));
    simulator.publish(APage.named("B").at(NOON.plusSeconds(1)));
    simulator.publish(APage.named("C").at(NOON.plusSeconds(2)));
    String idOfA;
    try (WireClient client = WireClient.stream(simulator, "page-create?since=" + NOON)) {
      idOfA = client.frames(3).get(0).id();
    }
    try (WireClient client =
        WireClient.stream(simulator, "page-create?since=1999-01-01", "Last-Event-ID: " + idOfA)) {
      List<Frame> frames = client.frames(2);
      assertThat(frames.get(0).data()).contains("\"B\"");
      assertThat(frames.get(1).data()).contains("\"C\"");
      assertThat(simulator.lastConnection().lastEventId()).isEqualTo(idOfA);
    }
  }

  @Test
  void losesAndRepeatsWhereTimesInTheLogAreNotSorted() throws IOException {
    simulator.publish(APage.named("A").at(NOON.plusSeconds(5)));
    simulator.publish(APage.named("B").at(NOON.plusSeconds(9)));
    simulator.publish(APage.named("C").at(NOON.plusSeconds(7)));
    simulator.publish(APage.named("D").at(NOON.plusSeconds(20)));
    assertThat(titlesAfter(idAt(NOON.plusSeconds(7))))
        .as("resumed behind C: B comes again")
        .containsExactly("B", "C", "D");
    assertThat(titlesAfter(idAt(NOON.plusSeconds(9))))
        .as("resumed behind B: C is lost")
        .containsExactly("D");
  }

  @Test
  void letsAnOffsetWinOverATimeAndPutsItFirstInTheId() throws IOException {
    simulator.publish(APage.named("A").at(NOON));
    simulator.publish(APage.named("B").at(NOON));
    simulator.publishQuietly(APage.canary(NOON));
    String id =
        "[{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
            + NOON.toEpochMilli()
            + "},{\"topic\":\"codfw.mediawiki.page-create\",\"partition\":0,\"offset\":0,"
            + "\"timestamp\":99999999999999}]";
    try (WireClient client = WireClient.stream(simulator, "page-create", "Last-Event-ID: " + id)) {
      List<Frame> frames = client.frames(3);
      assertThat(JSON.readTree(frames.get(0).id()).findValuesAsText("topic"))
          .containsExactly("codfw.mediawiki.page-create", "eqiad.mediawiki.page-create");
      assertThat(JSON.readTree(frames.get(0).id()).at("/1/offset").asLong())
          .as("a real offset until the first event of that topic")
          .isZero();
    }
  }

  @Test
  void doesNotSendTopicsThatTheSavedIdLeavesOut() throws IOException {
    simulator.publish(APage.named("A").at(NOON));
    simulator.publishQuietly(APage.canary(NOON));
    String id = "[{\"topic\":\"codfw.mediawiki.page-create\",\"partition\":0,\"offset\":0}]";
    try (WireClient client = WireClient.stream(simulator, "page-create", "Last-Event-ID: " + id)) {
      assertThat(client.frames(1).get(0).data()).contains("canary");
      simulator.publish(APage.named("B").at(NOON));
      simulator.publishQuietly(APage.canary(NOON).withEventId("other"));
      assertThat(client.frames(2))
          .extracting(Frame::data)
          .noneMatch(data -> data.contains("\"B\""));
    }
  }

  @Test
  void givesTheOldestThatIsLeftToATimeBeforeRetention() throws IOException {
    simulator.publish(APage.named("A").at(NOON));
    simulator.publish(APage.named("B").at(NOON.plusSeconds(60)));
    simulator.forgetOlderThan(NOON.plusSeconds(1));
    try (WireClient client = WireClient.stream(simulator, "page-create?since=" + NOON)) {
      Frame first = client.frames(1).get(0);
      assertThat(first.data()).contains("\"B\"");
      assertThat(JSON.readTree(first.data()).at("/meta/offset").asLong()).isEqualTo(1);
    }
  }

  private List<String> titlesAfter(String id) throws IOException {
    try (WireClient client = WireClient.stream(simulator, "page-create", "Last-Event-ID: " + id)) {
      client.until("\"D\"");
      client.until("\n\n");
      return Frame.in(client.received() + "\n\n").stream()
          .map(frame -> frame.data().replaceAll(".*\"page_title\":\"(.)\".*", "$1"))
          .toList();
    }
  }

  private static String idAt(Instant time) {
    return "[{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
        + (time.toEpochMilli() + 1)
        + "},{\"topic\":\"codfw.mediawiki.page-create\",\"partition\":0,\"offset\":-1}]";
  }
}
