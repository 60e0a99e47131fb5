package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tributary.event.EventKey;

class IdentityTest {
  private static final String PAGES = "page-create";

  @Test
  void isTheEventsOwnIdWhateverElseDiffers() {
    Identity identity = new Identity(null);
    assertThat(key(identity, 1, Frames.data(PAGES, "a", 1)))
        .isEqualTo(key(identity, 2, Frames.data(PAGES, "a", 7)))
        .isEqualTo(EventKey.ofId("a"))
        .isNotEqualTo(key(identity, 2, Frames.data(PAGES, "b", 1)));
  }

  @Test
  void takesNoIdFromDataThatIsNoJsonObject() {
    String whole = Frames.data(PAGES, "a", 1);
    for (String broken :
        List.of(
            whole.substring(0, whole.length() - 1),
            whole + "x",
            "[" + whole + "]",
            whole + whole)) {
      assertThat(key(new Identity(null), 1, broken)).as(broken).isNotEqualTo(EventKey.ofId("a"));
    }
    byte[] noText = whole.getBytes(UTF_8);
    noText[whole.indexOf("enwiki")] = (byte) 0xff;
    assertThat(Envelope.of(noText).readable()).isFalse();
  }

  @Test
  void takesNoIdThatIsEmptyOrNoString() {
    for (String id : List.of("\"\"", "7", "null", "{\"a\":1}", "[\"a\"]")) {
      Envelope envelope =
          Envelope.of(
              ("{\"meta\":{\"id\":" + id + ",\"offset\":5,\"topic\":\"t\"}}").getBytes(UTF_8));
      assertThat(envelope.id()).as(id).isNull();
      assertThat(envelope.readable()).isTrue();
      assertThat(envelope.offset()).isEqualTo(5);
    }
  }

  @Test
  void tellsEqualBytesApartByTheirTimeAndTheirNumber() {
    Identity identity = new Identity(null);
    List<EventKey> keys = new ArrayList<>();
    for (long time : new long[] {1, 1, 2, 2, 2}) {
      keys.add(key(identity, time, "garbage"));
    }
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameWhenTheServerSendsTheSameAgain() {
    Identity first = new Identity(null);
    List<EventKey> before = new ArrayList<>();
    before.add(key(first, 1, "before the resume"));
    for (long time : new long[] {2, 2, 3}) {
      before.add(key(first, time, "garbage"));
    }
    // the server is asked for time 2: all of time 2 comes again, and the id entry differs from ours
    Identity second = new Identity(Frames.id(PAGES, 1));
    List<EventKey> again = new ArrayList<>();
    for (long time : new long[] {2, 2, 3}) {
      again.add(key(second, time, "garbage"));
    }
    assertThat(again).isEqualTo(before.subList(1, 4));
  }

  @Test
  void takesTheTimeOfTheTopicThatMoved() {
    Identity identity = new Identity(null);
    identity.keyOf(event(id(500, 9_000), "a"), Envelope.of(new byte[0]));
    identity.keyOf(event(id(501, 9_000), "a"), Envelope.of(new byte[0]));
    assertThat(identity.time()).isEqualTo(501);
    identity.keyOf(event(id(501, 9_000), "b"), Envelope.of(new byte[0]));
    assertThat(identity.time()).isEqualTo(501);
  }

  @Test
  void knowsACutEventByTheHashOfItsWhole() {
    SseEvent one = new SseEvent("message", "head".getBytes(UTF_8), null, 9_999_999, "aa");
    SseEvent other = new SseEvent("message", "head".getBytes(UTF_8), null, 9_999_999, "bb");
    Envelope none = Envelope.ofHead(one.data());
    assertThat(new Identity(null).keyOf(one, none))
        .isEqualTo(new Identity(null).keyOf(one, none))
        .isNotEqualTo(new Identity(null).keyOf(other, none));
  }

  private static EventKey key(Identity identity, long time, String data) {
    return identity.keyOf(event(Frames.id(PAGES, time), data), Envelope.of(data.getBytes(UTF_8)));
  }

  private static String id(long eqiad, long codfw) {
    return ("[{\"topic\":\"codfw.x\",\"partition\":0,\"timestamp\":%d},"
            + "{\"topic\":\"eqiad.x\",\"partition\":0,\"timestamp\":%d}]")
        .formatted(codfw, eqiad);
  }

  private static SseEvent event(String id, String data) {
    return new SseEvent("message", data.getBytes(UTF_8), id, data.length(), null);
  }
}
