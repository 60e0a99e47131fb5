package tributary.platform;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which state of the stored events a recount or a report has seen. Every batch of writes leaves a
 * new random touch in its hours; the version of an hour is a digest of its touches, so it differs
 * as soon as anything was written after the recount.
 */
public final class HourVersions {
  private HourVersions() {}

  /**
   * @param touches newest touch by partition of the clean topic
   * @return empty for an hour that nothing was ever written to
   */
  public static String version(Map<Integer, UUID> touches) {
    if (touches.isEmpty()) {
      return "";
    }
    ByteBuffer bytes = ByteBuffer.allocate(touches.size() * 20);
    new TreeMap<>(touches)
        .forEach(
            (partition, touch) ->
                bytes
                    .putInt(partition)
                    .putLong(touch.getMostSignificantBits())
                    .putLong(touch.getLeastSignificantBits()));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  /** What a report over several hours rests on: their versions, oldest first. */
  public static String basis(List<String> versions) {
    return String.join(",", versions);
  }
}
