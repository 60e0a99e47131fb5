package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client of somebody else's gets out what was put in, whatever the frames look like. */
@Timeout(60)
class ClientsTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");

  private Simulator simulator = Simulator.start(SimulatorOptions.defaults());

  @AfterEach
  void close() {
    simulator.close();
  }

  static List<FrameStyle> styles() {
    FrameStyle source = FrameStyle.asTheSource();
    return List.of(
        source,
        source.withCrlf(),
        source.withComments(),
        source.splitAnywhereOnTheWire(),
        source.withByteOrderMark().withManyLines());
  }

  @ParameterizedTest
  @MethodSource("styles")
  void givesTheSameEventsInEveryStyle(FrameStyle style) throws Exception {
    simulator.close();
    simulator = Simulator.start(SimulatorOptions.defaults().withFrames(style));
    List<PageCreation> made =
        PageCreations.seeded(3, PageCreationOptions.everything().without(Kind.CANARY))
            .between(NOON, NOON.plusSeconds(300), 300);
    simulator.publishAll(made);
    List<MessageEvent> events = read(300);
    for (int i = 0; i < made.size(); i++) {
      byte[] published = MetaStamp.of(made.get(i).data()).at("eqiad.mediawiki.page-create", i);
      if (style.manyLines()) {
        assertThat(Json.read(events.get(i).getData().getBytes(StandardCharsets.UTF_8)))
            .isEqualTo(Json.read(published));
      } else {
        assertThat(events.get(i).getData())
            .isEqualTo(new String(published, StandardCharsets.UTF_8));
      }
    }
    assertThat(events.get(0).getEventName()).isEqualTo("message");
  }

  @Test
  void sendsAnEventOfTenMegabytesWhole() throws Exception {
    String comment = "ж".repeat(5_000_000);
    simulator.publish(APage.named("Big").at(NOON).commented("").with("/comment", comment));
    assertThat(read(1).get(0).getData()).hasSizeGreaterThan(5_000_000).contains(comment);
    assertThat(simulator.answers().dead()).as("above the limit of 1 MiB").isEqualTo(1);
  }

  @Test
  void sendsRawBytesAsTheyAreWithAnId() throws IOException {
    byte[] garbage = {(byte) 0xff, (byte) 0xfe, '{', 0, (byte) 0xc3, '('};
    simulator.publishRaw(garbage);
    try (WireClient client = WireClient.stream(simulator, "page-create?since=2020-01-01")) {
      String received = client.until("data: ");
      assertThat(received).contains("event: message\nid: [{\"topic\":");
      byte[] data = client.chunks.get(client.chunks.size() - 1);
      assertThat(data).startsWith("data: ".getBytes(StandardCharsets.UTF_8)).contains(garbage);
      assertThat(data).hasSize("data: ".length() + garbage.length + 1);
    }
    assertThat(simulator.answers().dead()).isEqualTo(1);
  }

  @Test
  void keepsEveryEventForAClientThatReconnectsByItsOwnIds() throws Exception {
    List<PageCreation> made =
        PageCreations.seeded(5, PageCreationOptions.plain())
            .between(NOON, NOON.plusSeconds(200), 200);
    simulator.publishAll(made);
    simulator.cutEvery(23, Cut.MID_FRAME);
    Set<String> titles = new LinkedHashSet<>();
    try (EventSource source = source()) {
      for (StreamEvent event : source.anyEvents()) {
        if (event instanceof MessageEvent message) {
          titles.add(message.getData().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"));
        }
        if (titles.size() == 200) {
          break;
        }
      }
    }
    assertThat(titles).containsExactlyElementsOf(simulator.answers().cleanEventIds());
    assertThat(simulator.connections()).hasSizeGreaterThan(8);
    assertThat(simulator.lastConnection().lastEventId())
        .isEqualTo(simulator.connections().get(simulator.connections().size() - 2).lastIdSent());
  }

  @Test
  void looksLikeTheRecordedFrames() throws Exception {
    Path recorded =
        Path.of(
            "../shared/data/eventstreams-sse-2021/page-create_2021-08-20_codfw_events01-28.sse");
    if (!Files.exists(recorded)) {
      // the recordings are not part of the project; without them the other tests have to do
      return;
    }
    String capture = Files.readString(recorded);
    List<WireClient.Frame> frames = WireClient.Frame.in(capture);
    simulator.switchDatacentre();
    long first =
        Json.read(frames.get(0).data().getBytes(StandardCharsets.UTF_8))
            .at("/meta/offset")
            .asLong();
    simulator.beginAt(Streams.PAGE_CREATE, first, 0);
    for (WireClient.Frame frame : frames) {
      simulator.publish(
          frame.data().replaceFirst(",\"topic\":\"[^\"]*\",\"partition\":0,\"offset\":\\d+", ""));
    }
    try (WireClient client = WireClient.stream(simulator, "page-create?since=2021-01-01")) {
      client.frames(frames.size());
      // from a time the silent topic has no offset either: it is as empty as it was then
      assertThat(client.received()).isEqualTo(capture.substring(0, client.received().length()));
      assertThat(client.received().length()).isEqualTo(capture.stripTrailing().length() + 2);
    }
  }

  private List<MessageEvent> read(int count) throws Exception {
    List<MessageEvent> events = new ArrayList<>();
    try (EventSource source = source()) {
      while (events.size() < count) {
        events.add(source.readMessage());
      }
    }
    return events;
  }

  private EventSource source() {
    return new EventSource.Builder(
            ConnectStrategy.http(
                    simulator.streamBase().resolve("/v2/stream/page-create?since=2020-01-01"))
                .header("User-Agent", "ClientsTest/1.0 (https://example.org; me@example.org)")
                .readTimeout(10, TimeUnit.SECONDS))
        .errorStrategy(ErrorStrategy.alwaysContinue())
        .retryDelay(5, TimeUnit.MILLISECONDS)
        .build();
  }
}
