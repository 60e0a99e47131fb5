package tributary.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, as text that says nothing to anybody: compact JSON with a checksum over it,
 * the operation and its parameters. A cursor of another list, or a changed one, is refused.
 */
final class Cursor {
  private static final int CHECKSUM = 9;
  private static final int LONGEST = 4096;

  private Cursor() {}

  static String of(ApiRequest request, Object position) {
    byte[] json = Json.bytes(position);
    byte[] all = Arrays.copyOf(checksum(request, json), CHECKSUM + json.length);
    System.arraycopy(json, 0, all, CHECKSUM, json.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /**
   * @return the position of the request's cursor; null when it has none
   * @throws Refusal when the cursor is not one of this list
   */
  static <T> @Nullable T read(ApiRequest request, Class<T> type) {
    String cursor = request.query().get("cursor");
    if (cursor == null) {
      return null;
    }
    if (cursor.length() <= LONGEST) {
      try {
        byte[] all = Base64.getUrlDecoder().decode(cursor);
        if (all.length > CHECKSUM) {
          byte[] json = Arrays.copyOfRange(all, CHECKSUM, all.length);
          byte[] sum = Arrays.copyOf(all, CHECKSUM);
          if (MessageDigest.isEqual(sum, checksum(request, json))) {
            JsonNode tree = Json.read(json);
            return Json.MAPPER.treeToValue(tree, type);
          }
        }
      } catch (IllegalArgumentException | JsonProcessingException e) {
        throw refused();
      } catch (IOException e) {
        throw refused();
      }
    }
    throw refused();
  }

  private static Refusal refused() {
    return Refusal.parameter(
        "cursor",
        "This cursor does not belong to this list",
        "the next_cursor of the answer before, with the same parameters");
  }

  private static byte[] checksum(ApiRequest request, byte[] json) {
    Map<String, String> named = new TreeMap<>(request.query());
    named.remove("cursor");
    named.remove("limit");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          Json.bytes(
              new Object[] {request.operation().id(), new TreeMap<>(request.values()), named}));
      digest.update("\n".getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(json), CHECKSUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
