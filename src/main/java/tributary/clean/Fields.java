package tributary.clean;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tributary.event.EventTime;
import tributary.event.MalformedEvent;
import tributary.event.Utf8;

/** Reads the fields of an event. Absent, null and of another type are one: not known. */
final class Fields {
  /**
   * Longest name, title or id in UTF-16 units. MediaWiki's own bound is 255 bytes; the store's for
   * a key is 65,535 bytes. Not a setting: what was stored under a longer bound has to stay
   * readable.
   */
  static final int LONGEST_NAME = 4096;

  private Fields() {}

  /** A text that is neither empty nor too long to be a name. */
  static @Nullable String text(JsonNode parent, String field) {
    String text = anyText(parent, field);
    return text == null || text.isEmpty() || text.length() > LONGEST_NAME ? null : text;
  }

  static @Nullable String anyText(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    return value.isTextual() ? Utf8.mended(value.textValue()) : null;
  }

  /** A whole number of at most 64 bits. */
  static @Nullable Long integer(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    return value.isIntegralNumber() && value.canConvertToLong() ? value.longValue() : null;
  }

  /** A number that a namespace can have. */
  static @Nullable Integer small(JsonNode parent, String field) {
    Long value = integer(parent, field);
    return value == null || value != value.intValue() ? null : Integer.valueOf(value.intValue());
  }

  /** An id: MediaWiki writes 0 where it means that there is none. */
  static @Nullable Long id(JsonNode parent, String field) {
    Long value = integer(parent, field);
    return value == null || value <= 0 ? null : value;
  }

  static @Nullable Boolean bool(JsonNode parent, String field) {
    JsonNode value = parent.path(field);
    return value.isBoolean() ? value.booleanValue() : null;
  }

  static String required(JsonNode parent, String field, String path) throws MalformedEvent {
    String text = text(parent, field);
    if (text == null) {
      throw wrong(parent.path(field), path, "a text of 1 to " + LONGEST_NAME + " characters");
    }
    return text;
  }

  static long requiredInteger(JsonNode parent, String field, String path) throws MalformedEvent {
    Long number = integer(parent, field);
    if (number == null) {
      throw wrong(parent.path(field), path, "a whole number of at most 64 bits");
    }
    return number;
  }

  static Instant requiredTime(JsonNode parent, String field, String path) throws MalformedEvent {
    String text = text(parent, field);
    Instant time = text == null ? null : EventTime.parse(text);
    if (time == null) {
      throw wrong(parent.path(field), path, "a time as in ISO 8601 with Z or an offset");
    }
    return time;
  }

  private static MalformedEvent wrong(JsonNode found, String path, String wanted) {
    boolean absent = found.isMissingNode() || found.isNull();
    String slug = path.replace('.', '-').replace('_', '-');
    return absent
        ? new MalformedEvent("missing-" + slug, path + " is missing; it has to be " + wanted)
        : new MalformedEvent("bad-" + slug, path + " is not " + wanted);
  }
}
