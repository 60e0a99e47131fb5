package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Tells text from bytes that only look like it. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] data, int from) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(data, from, data.length - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
