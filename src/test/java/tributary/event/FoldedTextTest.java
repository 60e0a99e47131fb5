package tributary.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts are one to a search. */
class FoldedTextTest {
  @ParameterizedTest
  @CsvSource({
    "Kyiv, kyiv",
    "STRASSE, strasse",
    "Straße, strasse",
    "STRAẞE, strasse",
    "Zürich, zurich",
    "Zu\u0308rich, zurich",
    "İSTANBUL, istanbul",
    "ısı, ısı",
    "ΟΔΟΣ, οδοσ",
    "οδός, οδοσ",
    "ŁÓDŹ, łodz",
    "ﬁnal, final",
    "K, k",
    "Київ, киів",
    "ÅNGSTRÖM, angstrom",
    "Ελλάδα, ελλαδα",
    "ᾳ, αι",
    "ŉ, ʼn",
    "Việt, viet",
    "हिन्दी, हनद",
    "ベ, ヘ",
    "🦫x, 🦫x",
    "'a  B', 'a  b'"
  })
  void caseAndCombiningMarksMakeNoDifference(String text, String folded) {
    assertThat(FoldedText.of(text)).isEqualTo(folded);
  }

  @Test
  void aTextOfMarksAloneIsEmpty() {
    assertThat(FoldedText.of("\u0301\u0308")).isEmpty();
  }

  @Property
  void howATextWasComposedOrWrittenMakesNoDifference(@ForAll String text) {
    String whole =
        new String(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            java.nio.charset.StandardCharsets.UTF_8);
    String folded = FoldedText.of(whole);
    assertThat(FoldedText.of(Normalizer.normalize(whole, Normalizer.Form.NFD))).isEqualTo(folded);
    assertThat(FoldedText.of(Normalizer.normalize(whole, Normalizer.Form.NFC))).isEqualTo(folded);
    assertThat(FoldedText.of(folded)).isEqualTo(folded);
  }

  @Test
  void everyLetterIsFoundInEitherCase() {
    for (int point = 0x20; point <= Character.MAX_CODE_POINT; point++) {
      if (!Character.isLetter(point) || point == 0x131) {
        continue;
      }
      String letter = Character.toString(point);
      assertThat(FoldedText.of(letter.toUpperCase(Locale.ROOT)))
          .as(Integer.toHexString(point))
          .isEqualTo(FoldedText.of(letter));
    }
  }
}
