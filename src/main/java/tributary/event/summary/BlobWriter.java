package tributary.event.summary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and texts one behind the other, small numbers in few bytes. */
final class BlobWriter {
  private byte[] bytes = new byte[256];
  private int size;

  BlobWriter(int format) {
    octet(format);
  }

  void octet(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  /** A number of at least 0, seven bits a byte. */
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of any sign. */
  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  /** A number that fills its bits. */
  void full(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void text(String value) {
    blob(value.getBytes(StandardCharsets.UTF_8));
  }

  void blob(byte[] value) {
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  byte[] done() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
