package tributary.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of a change is read again, by us and by anybody. */
class ChangeJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Change FULL =
      new Change(
          "id-1",
          Instant.parse("2026-02-26T12:00:00.120Z"),
          "en.wikipedia.org",
          "enwiki",
          "edit",
          1L << 40,
          -1,
          "Kyiv \"Київ\" 🦫",
          "Ann\nof",
          "",
          true,
          false,
          -(1L << 33),
          "en",
          "wikipedia",
          Long.MAX_VALUE,
          "move",
          "move_redir",
          "recentchange");
  private static final Change BARE =
      new Change(
          "id-2",
          Instant.parse("2026-02-26T12:00:00Z"),
          "commons.wikimedia.org",
          "commonswiki",
          "log",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          "commons",
          null,
          null,
          null,
          "recentchange");

  @Test
  void aChangeIsReadAsItWasWritten() throws MalformedEvent {
    assertThat(ChangeJson.read(ChangeJson.write(FULL))).isEqualTo(FULL);
    assertThat(ChangeJson.read(ChangeJson.write(BARE))).isEqualTo(BARE);
  }

  @Test
  void whatIsNotKnownIsLeftOut() throws IOException {
    JsonNode json = JSON.readTree(ChangeJson.write(BARE));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "event_id",
            "at",
            "domain",
            "wiki",
            "type",
            "is_new_page",
            "bytes_changed",
            "project",
            "feed");
    assertThat(json.get("bytes_changed").asLong()).isZero();
  }

  @Test
  void whatFollowsFromTheRestStandsThereToo() throws IOException {
    JsonNode json = JSON.readTree(ChangeJson.write(FULL));
    assertThat(json.get("bytes_changed").asLong()).isEqualTo(1L << 33);
    assertThat(json.get("is_new_page").asBoolean()).isFalse();
    assertThat(json.get("rcid").asLong()).isEqualTo(1L << 40);
    assertThat(json.get("at").asText()).isEqualTo("2026-02-26T12:00:00.120Z");
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws IOException, MalformedEvent {
    ObjectNode json = (ObjectNode) JSON.readTree(ChangeJson.write(FULL));
    json.putObject("later").putArray("list").add(1);
    json.put("sooner", 7).putNull("nothing");
    assertThat(ChangeJson.read(JSON.writeValueAsBytes(json))).isEqualTo(FULL);
  }

  @Test
  void halfACharacterIsMendedSoThatItCanBeStored() throws MalformedEvent {
    String json =
        new String(ChangeJson.write(FULL), UTF_8).replace("Kyiv", "\\ud83e \\ud83e\\uddab");
    assertThat(ChangeJson.read(json.getBytes(UTF_8)).title()).startsWith("\uFFFD 🦫 ");
  }

  @Test
  void aRequiredFieldThatIsMissingIsNamed() throws IOException {
    for (String field : List.of("event_id", "at", "domain", "wiki", "type", "project", "feed")) {
      ObjectNode json = (ObjectNode) JSON.readTree(ChangeJson.write(FULL));
      json.remove(field);
      byte[] bytes = JSON.writeValueAsBytes(json);
      assertThatThrownBy(() -> ChangeJson.read(bytes))
          .isInstanceOf(MalformedEvent.class)
          .hasMessageContaining(field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "7", "null", "{\"rcid\":\"x\"}", "{\"event_id\":\"a\"", "\u0000"})
  void otherBytesAreNoCleanChange(String text) {
    assertThatThrownBy(() -> ChangeJson.read(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedEvent.class);
  }

  @Test
  void aChangeIsItsRcidElseItsRevisionElseItsEvent() {
    assertThat(FULL.identity()).isEqualTo("enwiki:r" + (1L << 40));
    assertThat(BARE.identity()).isEqualTo("commonswiki:eid-2");
    Change byRevision =
        new Change(
            "id-3",
            BARE.at(),
            "d",
            "w",
            "edit",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "d",
            77L,
            null,
            null,
            "recentchange");
    assertThat(byRevision.identity()).isEqualTo("w:v77");
  }
}
