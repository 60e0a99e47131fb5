package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.FaultEvent;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Our decoder beside another implementation of the same standard, on the same bytes. */
class ReferencePeerTest {
  private static final Path RECORDED = Path.of("../shared/data/eventstreams-sse-2021");

  @Test
  void agreesWithAnotherImplementationOnGeneratedStreams() throws Exception {
    Random random = new Random(20260226);
    String[] ends = {"\n", "\r\n", "\r"};
    for (int round = 0; round < 20; round++) {
      String end = ends[round % 3];
      StringBuilder stream = new StringBuilder(":ok" + end + end);
      for (int i = 0; i < 50; i++) {
        if (random.nextInt(4) == 0) {
          stream.append(": comment").append(end);
        }
        if (random.nextInt(3) > 0) {
          stream.append("event:").append(random.nextBoolean() ? " message" : "other").append(end);
        }
        if (random.nextInt(3) > 0) {
          stream.append("id: ").append(i).append(end);
        }
        for (int line = random.nextInt(3); line >= 0; line--) {
          stream.append("data: {\"Київ\":").append(random.nextInt()).append("} ").append(end);
        }
        stream.append(end);
      }
      assertAgreement(stream.toString().getBytes(UTF_8));
    }
  }

  @Test
  void agreesWithAnotherImplementationOnRecordedStreams() throws Exception {
    for (Path file : recorded(".sse")) {
      assertAgreement(bytes(file));
    }
  }

  @Test
  void findsEveryEventOfTheRecordedStreamsWithItsIdAndItsPlaceInTheLog() throws Exception {
    for (Path file : recorded("recentchange_2021-08-27")) {
      List<SseEvent> events = ours(bytes(file), 777);
      assertThat(events).hasSize(1500);
      OffsetGaps gaps = new OffsetGaps();
      Identity identity = new Identity(null);
      for (SseEvent event : events) {
        Envelope envelope = Envelope.of(event.data());
        assertThat(envelope.stream()).isEqualTo("mediawiki.recentchange");
        assertThat(envelope.id()).isNotNull();
        assertThat(gaps.before(envelope, event.id())).isNull();
        identity.keyOf(event, envelope);
        assertThat(identity.time() % 1000).isEqualTo(1);
      }
    }
  }

  /** Recorded streams whose name holds {@code part}; none where there are no recordings. */
  private static List<Path> recorded(String part) throws IOException {
    if (!Files.isDirectory(RECORDED)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.filter(one -> one.getFileName().toString().contains(part)).toList();
    }
  }

  private static void assertAgreement(byte[] stream) throws Exception {
    List<String> mine =
        ours(stream, 4096).stream()
            .map(e -> e.type() + "|" + e.id() + "|" + new String(e.data(), UTF_8))
            .toList();
    assertThat(mine).isEqualTo(theirs(stream));
  }

  private static List<SseEvent> ours(byte[] stream, int chunk) throws Exception {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(1 << 20, 1 << 16);
    for (int at = 0; at < stream.length; at += chunk) {
      decoder.push(stream, at, Math.min(chunk, stream.length - at), events::add);
    }
    return events;
  }

  private static List<String> theirs(byte[] stream) throws Exception {
    List<String> events = new ArrayList<>();
    try (ScriptedSource source = new ScriptedSource()) {
      source.then(
          (request, answer) ->
              answer
                  .bytes(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n".getBytes(UTF_8))
                  .bytes(stream));
      try (EventSource peer =
          new EventSource.Builder(ConnectStrategy.http(URI.create(source.url())))
              .errorStrategy(ErrorStrategy.alwaysContinue())
              .streamEventData(false)
              .build()) {
        for (StreamEvent event : peer.anyEvents()) {
          if (event instanceof MessageEvent message) {
            events.add(
                message.getEventName() + "|" + message.getLastEventId() + "|" + message.getData());
          } else if (event instanceof FaultEvent) {
            return events;
          }
        }
      }
    }
    return events;
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return plain.readAllBytes();
    }
  }
}
