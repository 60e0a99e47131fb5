package tributary.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event one event: 128 bits of a SHA-256. Two events of one feed with the same key
 * are the same event, come it as often as it may. As text: the value of {@link
 * RecordHeaders#EVENT_KEY}.
 */
public record EventKey(long high, long low) {

  /** The key of an event that carries an id of its own. */
  public static EventKey ofId(String metaId) {
    return of(sha256().digest(metaId.getBytes(StandardCharsets.UTF_8)));
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
  public static EventKey ofContent(byte[] data, long time, int occurrence) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    digest.update(ByteBuffer.allocate(12).putLong(time).putInt(occurrence).array());
    return of(digest.digest(data));
  }

  /** Reads {@link #toString()}; null for anything else. */
  public static @Nullable EventKey parse(@Nullable String hexadecimal) {
    if (hexadecimal == null || hexadecimal.length() != 32) {
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
