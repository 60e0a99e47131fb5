package tributary.event;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as searches compare it: Unicode case folding in full (ß is ss), then without combining marks
 * (é is e). Two texts that differ in nothing else become equal.
 */
public final class FoldedText {
  private static final int DOTLESS_I = 0x131;

  private FoldedText() {}

  public static String of(String text) {
    if (isPlain(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder folded = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(point -> fold(point, folded));
    String apart = Normalizer.normalize(folded, Normalizer.Form.NFD);
    StringBuilder bare = new StringBuilder(apart.length());
    apart.codePoints().filter(point -> !isMark(point)).forEach(bare::appendCodePoint);
    return bare.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Java has no case folding. Down, up and down again gives the same classes for every code point
   * by itself: the way up takes ligatures and ß apart. The dotless i folds to itself.
   */
  private static void fold(int point, StringBuilder to) {
    if (point == DOTLESS_I) {
      to.appendCodePoint(point);
      return;
    }
    String upper = Character.toString(point).toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    upper.codePoints().forEach(one -> to.append(lower(one)));
  }

  private static String lower(int point) {
    return Character.toString(point).toLowerCase(Locale.ROOT);
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
