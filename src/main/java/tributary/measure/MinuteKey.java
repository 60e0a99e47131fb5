package tributary.measure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Key of a record of the minutes topic, as text: {@code minute/29530000/3}.
 *
 * @param kind what the record says
 * @param minute since 1970; 0 for progress
 * @param partition of the clean topic
 */
record MinuteKey(Kind kind, int minute, int partition) {
  /** What a record of the minutes topic says. */
  enum Kind {
    /** The summary of a minute, as far as its partition goes. */
    MINUTE,
    /** The minute is to be counted from the store. */
    RECOUNT,
    /** Everything below an offset has been said by records before this one. */
    PROGRESS
  }

  byte[] encode() {
    return (kind.name().toLowerCase(java.util.Locale.ROOT) + "/" + minute + "/" + partition)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @throws IllegalArgumentException when the bytes are no such key
   */
  static MinuteKey decode(byte @Nullable [] key) {
    if (key == null) {
      throw new IllegalArgumentException("A record of the minutes topic has a key");
    }
    String text = new String(key, StandardCharsets.UTF_8);
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("Not a key of the minutes topic: " + text);
    }
    return new MinuteKey(
        Kind.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]));
  }

  Instant start() {
    return Instant.ofEpochSecond(minute * 60L);
  }

  static int minuteOf(Instant at) {
    return Math.toIntExact(Math.floorDiv(at.toEpochMilli(), 60_000L));
  }
}
