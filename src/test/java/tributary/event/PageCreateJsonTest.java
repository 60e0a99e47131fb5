package tributary.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageCreateJsonTest {
  private static final Instant AT = Instant.parse("2026-02-26T19:32:00.120Z");
  private static final PageCreate FULL =
      new PageCreate(
          "id",
          AT,
          "uk.wikipedia.org",
          "ukwiki",
          1L << 40,
          "\"Київ\"\n𝄞",
          -1,
          2L << 40,
          3L << 40,
          "",
          false,
          "\u0000 comment");
  private static final PageCreate LEAST =
      new PageCreate("id", AT, "d", "w", 0, "t", null, null, null, null, null, null);

  @Test
  void readsWhatItHasWritten() throws MalformedEvent {
    for (PageCreate page : List.of(FULL, LEAST)) {
      assertThat(PageCreateJson.read(PageCreateJson.write(page))).isEqualTo(page);
    }
  }

  @Test
  void writesOneFlatObjectWithoutTheFieldsThatAreNotKnown() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(PageCreateJson.write(LEAST)))
        .isEqualTo(
            json.readTree(
                """
                {"event_id":"id","created_at":"2026-02-26T19:32:00.120Z","domain":"d","wiki":"w",
                 "page_id":0,"page_title":"t"}
                """));
    assertThat(json.readTree(PageCreateJson.write(FULL)).get("page_title").textValue())
        .isEqualTo(FULL.pageTitle());
  }

  @Test
  void passesOverFieldsOfNewerVersionsAndTakesNullForAbsent() throws MalformedEvent {
    String written = new String(PageCreateJson.write(LEAST), UTF_8);
    String newer =
        written.replace("{", "{\"newer\":{\"page_id\":[1,{}]},\"comment\":null,\"user_id\":null,");
    assertThat(PageCreateJson.read(newer.getBytes(UTF_8))).isEqualTo(LEAST);
  }

  @Test
  void refusesWhatItWouldNeverWrite() {
    String written = new String(PageCreateJson.write(LEAST), UTF_8);
    for (String other :
        List.of(
            "",
            "null",
            "[]",
            "garbage",
            written + "{}",
            written.substring(0, written.length() - 1),
            written.replace("\"page_id\":0", "\"page_id\":\"0\""),
            written.replace("\"page_id\":0", "\"page_id\":0.5"),
            written.replace("\"page_id\":0", "\"page_id\":99999999999999999999"),
            written.replace("\"page_id\":0,", ""),
            written.replace("\"wiki\":\"w\"", "\"wiki\":{}"),
            written.replace("2026-02-26T", "yesterday "))) {
      assertThatThrownBy(() -> PageCreateJson.read(other.getBytes(UTF_8)))
          .as(other)
          .isInstanceOf(MalformedEvent.class);
    }
    assertThatThrownBy(() -> PageCreateJson.read(null)).isInstanceOf(MalformedEvent.class);
  }
}
