package tributary.event;

import java.util.Comparator;

/**
 * Orders names by Unicode code point. {@link String#compareTo} orders by UTF-16 unit, which puts
 * emoji before half of the rest.
 */
public final class CodePointOrder implements Comparator<String> {
  public static final Comparator<String> INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int left = a.codePointAt(i);
      int right = b.codePointAt(j);
      if (left != right) {
        return Integer.compare(left, right);
      }
      i += Character.charCount(left);
      j += Character.charCount(right);
    }
    return Integer.compare(a.length() - i, b.length() - j);
  }
}
