package tributary.event;

/** Tells text from bytes that only look like it (Unicode standard, table 3-7). */
public final class Utf8 {
  private Utf8() {}

  public static boolean isValid(byte[] data) {
    int at = 0;
    while (at < data.length) {
      if (data[at] >= 0) {
        at++;
      } else {
        int length = lengthAt(data, at);
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /**
   * The text with U+FFFD for every half of a surrogate pair, which JSON can escape, but which is no
   * character and has no UTF-8.
   */
  public static String mended(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.charCount(text.codePointAt(i)) == 2) {
        i++;
      } else {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\uFFFD');
      }
    }
    return mended == null ? text : mended.toString();
  }

  /** Length of the multi-byte character at {@code at}; 0 when there is none. */
  private static int lengthAt(byte[] data, int at) {
    int first = data[at] & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (at + length > data.length) {
      return 0;
    }
    int second = data[at + 1] & 0xFF;
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((data[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
