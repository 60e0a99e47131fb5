package tributary.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says of the bytes of one event what they are worth: a page creation, a canary or nothing. Written
 * from the contract alone, in the plainest way, so that it can bear witness against the product.
 */
final class Recount {
  /** What became of an event. */
  enum Fate {
    CLEAN,
    CANARY,
    DEAD
  }

  /**
   * @param identity {@code meta.id}, by which an event counts once; null where there is none
   * @param creation null unless the fate is CLEAN
   */
  record Verdict(Fate fate, @Nullable String identity, @Nullable Creation creation) {}

  /** Longest name in UTF-16 units; MediaWiki's own bound is 255 bytes. */
  private static final int LONGEST_NAME = 4096;

  private Recount() {}

  static Verdict of(byte[] data) {
    JsonNode event = Json.read(data);
    if (event == null || !event.isObject()) {
      return new Verdict(Fate.DEAD, null, null);
    }
    String id = textAt(event, "/meta/id");
    String domain = textAt(event, "/meta/domain");
    if ("canary".equals(domain)) {
      return new Verdict(Fate.CANARY, id, null);
    }
    String wiki = textAt(event, "/database");
    String title = textAt(event, "/page_title");
    Long pageId = longAt(event, "/page_id");
    Instant at = instant(textAt(event, "/meta/dt"));
    if (id == null
        || domain == null
        || wiki == null
        || title == null
        || pageId == null
        || at == null) {
      return new Verdict(Fate.DEAD, id, null);
    }
    Long userId = longAt(event, "/performer/user_id");
    JsonNode bot = event.at("/performer/user_is_bot");
    JsonNode comment = event.path("comment");
    Creation creation =
        new Creation(
            id,
            domain,
            wiki,
            pageId,
            title,
            longAt(event, "/page_namespace"),
            at,
            userId != null && userId > 0 ? userId : null,
            textAt(event, "/performer/user_text"),
            bot.isBoolean() ? bot.booleanValue() : null,
            longAt(event, "/rev_id"),
            comment.isTextual() ? inUtf8(comment.textValue()) : null);
    return new Verdict(Fate.CLEAN, id, creation);
  }

  static @Nullable Instant eventTimeOf(byte[] data) {
    JsonNode event = Json.read(data);
    return event == null ? null : instant(textAt(event, "/meta/dt"));
  }

  static @Nullable String textAt(JsonNode event, String path) {
    JsonNode value = event.at(path);
    int length = value.isTextual() ? value.textValue().length() : 0;
    return length > 0 && length <= LONGEST_NAME ? inUtf8(value.textValue()) : null;
  }

  /** Half a surrogate pair has no bytes in UTF-8; U+FFFD stands for it. */
  private static String inUtf8(String text) {
    return text.replaceAll("\\p{Cs}", "\uFFFD");
  }

  static @Nullable Long longAt(JsonNode event, String path) {
    JsonNode value = event.at(path);
    return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
  }

  static @Nullable Instant instant(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      // years of four digits are all that ISO 8601 knows without agreement
      boolean usual = time.getYear() >= 1 && time.getYear() <= 9_999;
      return usual ? time.toInstant().truncatedTo(ChronoUnit.MILLIS) : null;
    } catch (DateTimeException unreadable) {
      return null;
    }
  }
}
