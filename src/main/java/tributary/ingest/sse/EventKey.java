package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event one event: 128 bits of a SHA-256. Two events of one feed with the same key
 * are the same event, come it as often as it may.
 */
public record EventKey(long high, long low) {

  /** The key of an event that carries an id of its own. */
  static EventKey ofId(String metaId) {
    return of(Sha256.digest().digest(metaId.getBytes(UTF_8)));
  }

  /**
   * The key of an event that carries none.
   *
   * @param data its bytes, or the hash of them
   * @param time the time its place in the log has, as the stream's id says; -1 when unknown
   * @param occurrence how many times this pair has come on this connection, beginning with 1. After
   *     a resume at a time before {@code time} the server sends all entries of that time again, in
   *     the same order, so the same number belongs to the same entry.
   */
  static EventKey ofContent(byte[] data, long time, int occurrence) {
    MessageDigest digest = Sha256.digest();
    digest.update((byte) 0);
    digest.update(ByteBuffer.allocate(12).putLong(time).putInt(occurrence).array());
    return of(digest.digest(data));
  }

  /** Reads {@link #toString()}; null for anything else. */
  public static @Nullable EventKey parse(String hexadecimal) {
    if (hexadecimal.length() != 32) {
      return null;
    }
    try {
      return new EventKey(
          HexFormat.fromHexDigitsToLong(hexadecimal, 0, 16),
          HexFormat.fromHexDigitsToLong(hexadecimal, 16, 32));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static EventKey of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new EventKey(bytes.getLong(), bytes.getLong());
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
