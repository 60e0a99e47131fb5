package tributary.simulator;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Text as the search compares it: without combining marks and without case, worked out character by
 * character from the JDK's own upper and lower case, for the witness alone.
 */
final class Folded {
  private Folded() {}

  static String of(String text) {
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFD)
        .codePoints()
        .filter(letter -> !isMark(letter))
        .forEach(letter -> folded.append(folded(letter)));
    return folded.toString();
  }

  // one letter at a time: a whole word would get a final sigma
  private static String folded(int letter) {
    String one = Character.toString(letter);
    if (letter == 'ı') {
      return one;
    }
    if (letter == 'ẞ') {
      return "ss";
    }
    StringBuilder lower = new StringBuilder();
    one.toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(upper -> lower.appendCodePoint(Character.toLowerCase(upper)));
    return lower.toString();
  }

  private static boolean isMark(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
