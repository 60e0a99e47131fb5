package tributary.event.summary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link BlobWriter} wrote. */
final class BlobReader {
  private final byte[] bytes;
  private int at;

  /**
   * @throws IllegalArgumentException when the bytes have another format
   */
  BlobReader(byte[] bytes, int format) {
    this.bytes = bytes;
    if (bytes.length == 0 || bytes[0] != format) {
      throw new IllegalArgumentException(
          "Not a summary of format " + format + ": " + (bytes.length == 0 ? "empty" : bytes[0]));
    }
    this.at = 1;
  }

  int octet() {
    return bytes[at++];
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  int count() {
    return Math.toIntExact(number());
  }

  long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  long full() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xFF);
    }
    return value;
  }

  String text() {
    int length = count();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  byte[] blob() {
    int length = count();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }
}
