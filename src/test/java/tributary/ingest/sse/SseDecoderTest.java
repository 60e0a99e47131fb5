package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SseDecoderTest {
  private static final int MAX = 1000;
  private static final int HEAD = 100;

  @Example
  void decodesFramesAsTheServerWritesThem() {
    assertThat(told(":ok\n\nevent: message\nid: [1]\ndata: {\"a\":1}\n\n"))
        .containsExactly("message [1] {\"a\":1}");
  }

  @Example
  void takesLfCrAndCrLfForTheSame() {
    assertThat(told("data: a\n\ndata: b\r\rdata: c\r\n\r\n"))
        .containsExactly("message null a", "message null b", "message null c");
  }

  @Example
  void joinsSeveralDataLinesByLf() {
    assertThat(told("data: a\ndata\ndata:  b\ndata:\n\n"))
        .containsExactly("message null a\n\n b\n");
  }

  @Example
  void givesAnEventWithEmptyDataButNoneWithoutADataLine() {
    assertThat(told("data\n\nid: 7\n\nevent: x\n\ndata: b\n\n"))
        .containsExactly("message null ", "message 7 b");
  }

  @Example
  void keepsTheIdUntilAnotherComesAndClearsItByAnEmptyOne() {
    assertThat(told("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"))
        .containsExactly("message 1 a", "message 1 b", "message  c");
  }

  @Example
  void ignoresAnIdWithNul() {
    assertThat(told("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n"))
        .containsExactly("message 1 a", "message 1 b");
  }

  @Example
  void takesOnlyOneSpaceAway() {
    assertThat(told("data:a\n\ndata: a\n\ndata:  a\n\n"))
        .containsExactly("message null a", "message null a", "message null  a");
  }

  @Example
  void forgetsTheEventNameAfterEachEvent() {
    assertThat(told("event: error\ndata: a\n\ndata: b\n\n"))
        .containsExactly("error null a", "message null b");
  }

  @Example
  void ignoresCommentsAndUnknownFields() {
    assertThat(told(": data: x\nfoo: y\ndatadata: z\nDATA: q\n data: r\ndata: a\n:\n\n"))
        .containsExactly("message null a");
  }

  @Example
  void leavesOutAByteOrderMarkOnlyAtTheBeginning() {
    assertThat(told("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFFc\n\n"))
        .containsExactly("message null a", "message null \uFEFFc");
  }

  @Example
  void keepsBytesThatOnlyBeginLikeAByteOrderMark() {
    assertThat(decode(new byte[] {(byte) 0xEF, (byte) 0xBB, '\n', 'd', 'a', 't', 'a', '\n', '\n'}))
        .hasSize(1);
  }

  @Example
  void dropsAFrameThatNoBlankLineEnds() {
    assertThat(told("data: a\n\ndata: b\n")).containsExactly("message null a");
    assertThat(told("data: a\n\ndata: b")).containsExactly("message null a");
  }

  @Example
  void keepsBytesThatAreNoText() {
    byte[] bytes = "data: \u00ff\u00fe\u0000\u0080\n\n".getBytes(ISO_8859_1);
    assertThat(decode(bytes).get(0).data())
        .isEqualTo(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80});
  }

  @Example
  void readsTheReconnectionTimeOnlyFromDigits() throws Exception {
    SseDecoder decoder = new SseDecoder(MAX, HEAD);
    for (String line : List.of("retry: 2500\n", "retry: 1x\n", "retry: -1\n", "retry\n")) {
      byte[] bytes = line.getBytes(UTF_8);
      decoder.push(bytes, 0, bytes.length, event -> {});
      assertThat(decoder.retryMillis()).isEqualTo(2500);
    }
  }

  @Example
  void keepsAnEventOfExactlyTheCapWhole() {
    SseEvent event = decode(("data: " + "x".repeat(MAX) + "\n\n").getBytes(UTF_8)).get(0);
    assertThat(event.isCut()).isFalse();
    assertThat(event.data()).hasSize(MAX);
  }

  @Property
  void keepsHeadSizeAndHashOfAnEventAboveTheCap(
      @ForAll @IntRange(min = MAX + 1, max = 5 * MAX) int size,
      @ForAll @IntRange(min = 1, max = 700) int chunk)
      throws Exception {
    byte[] whole = new byte[size];
    for (int i = 0; i < size; i++) {
      whole[i] = (byte) (i % 97 == 13 || i % 97 == 10 ? 'n' : i % 97);
    }
    var stream = new java.io.ByteArrayOutputStream();
    stream.write("id: 9\ndata:".getBytes(UTF_8));
    stream.write(whole[0] == ' ' ? ' ' : ' ');
    stream.write(whole);
    stream.write("\n\ndata: next\n\n".getBytes(UTF_8));
    List<SseEvent> events = decode(stream.toByteArray(), chunk);
    assertThat(events).hasSize(2);
    assertThat(events.get(0).data()).isEqualTo(Arrays.copyOf(whole, HEAD));
    assertThat(events.get(0).fullSize()).isEqualTo(size);
    assertThat(events.get(0).fullSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(whole)));
    assertThat(events.get(1).data()).asString(UTF_8).isEqualTo("next");
    assertThat(events.get(1).isCut()).isFalse();
  }

  @Example
  void ignoresAnIdLongerThanAnyRealOne() {
    String id = "i".repeat(SseDecoder.MAX_FIELD + 1);
    assertThat(told("id: 1\ndata: a\n\nid: " + id + "\ndata: b\n\n"))
        .containsExactly("message 1 a", "message 1 b");
  }

  @Example
  void stopsWhereTheSinkThrows() {
    byte[] bytes = "data: a\n\ndata: b\n\n".getBytes(UTF_8);
    assertThatThrownBy(
            () ->
                new SseDecoder(MAX, HEAD)
                    .push(
                        bytes,
                        0,
                        bytes.length,
                        event -> {
                          throw new IOException("enough");
                        }))
        .hasMessage("enough");
  }

  @Property(tries = 2000)
  void givesTheSameEventsHoweverTheStreamIsCut(
      @ForAll("streams") byte[] stream, @ForAll("chunkings") List<Integer> chunks) {
    assertThat(describe(decodeIn(stream, chunks))).isEqualTo(describe(decode(stream)));
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "data: ",
            "data",
            "data:",
            "id: ",
            "id:",
            "event: ",
            "retry: 5",
            ": ",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\n\r\n",
            "x",
            " ",
            ":",
            "Київ",
            "\uFEFF",
            "\0",
            "message",
            "y".repeat(600),
            "{\"meta\":{}}");
    return piece.list().ofMaxSize(60).map(list -> String.join("", list).getBytes(UTF_8));
  }

  @Provide
  Arbitrary<List<Integer>> chunkings() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(30);
  }

  private static List<String> told(String stream) {
    return describe(decode(stream.getBytes(UTF_8)));
  }

  private static List<String> describe(List<SseEvent> events) {
    return events.stream()
        .map(
            event ->
                event.type()
                    + " "
                    + event.id()
                    + " "
                    + new String(event.data(), ISO_8859_1)
                    + (event.isCut() ? " " + event.fullSize() + event.fullSha256() : ""))
        .map(text -> new String(text.getBytes(ISO_8859_1), UTF_8))
        .toList();
  }

  private static List<SseEvent> decode(byte[] stream) {
    return decode(stream, Math.max(1, stream.length));
  }

  private static List<SseEvent> decode(byte[] stream, int chunk) {
    return decodeIn(stream, List.of(chunk));
  }

  private static List<SseEvent> decodeIn(byte[] stream, List<Integer> chunks) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(MAX, HEAD);
    int at = 0;
    for (int i = 0; at < stream.length; i++) {
      int length = Math.min(chunks.get(i % chunks.size()), stream.length - at);
      try {
        decoder.push(stream, at, length, events::add);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
      at += length;
    }
    return events;
  }
}
