package tributary.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A signature never denies a text that is there, and mostly denies one that is not. */
class TextSignatureTest {
  @Property
  void everyPartOfEveryTextMayBeContained(
      @ForAll @Size(max = 20) List<String> texts, @ForAll Random random) {
    TextSignature signature = new TextSignature();
    texts.forEach(signature::add);
    ByteBuffer bits = ByteBuffer.wrap(signature.bits());
    for (String text : texts) {
      if (text.length() >= 2) {
        int from = random.nextInt(text.length() - 1);
        int to = from + 2 + random.nextInt(text.length() - from - 1);
        assertThat(TextSignature.mayContain(bits, TextSignature.wanted(text.substring(from, to))))
            .isTrue();
      }
    }
  }

  @Test
  void aWordThatIsNotThereIsDeniedNearlyAlways() {
    Random random = new Random(1);
    TextSignature signature = new TextSignature();
    for (int i = 0; i < 5_000; i++) {
      signature.add(word(random, 20));
    }
    byte[] bits = signature.bits();
    assertThat(Integer.bitCount(bits.length)).as("a power of two").isEqualTo(1);
    int passed = 0;
    for (int i = 0; i < 10_000; i++) {
      // digits, which the words do not have
      String word = Integer.toString(100_000_000 + random.nextInt(899_999_999));
      passed += TextSignature.mayContain(ByteBuffer.wrap(bits), TextSignature.wanted(word)) ? 1 : 0;
    }
    assertThat(passed).isLessThan(100);
  }

  @Test
  void repeatsTakeNoRoom() {
    TextSignature once = new TextSignature();
    TextSignature often = new TextSignature();
    once.add("the same text");
    for (int i = 0; i < 10_000; i++) {
      often.add("the same text");
    }
    assertThat(often.bits()).isEqualTo(once.bits());
  }

  @Test
  void withoutTextsEverythingIsDenied() {
    ByteBuffer bits = ByteBuffer.wrap(new TextSignature().bits());
    assertThat(TextSignature.mayContain(bits, TextSignature.wanted("ab"))).isFalse();
  }

  @Test
  void onePartOfOneUnitIsNoQuestion() {
    assertThatThrownBy(() -> TextSignature.wanted("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
