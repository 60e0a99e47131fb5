package tributary.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {
  @Property(tries = 20_000)
  void saysWhatThePlatformsDecoderSays(@ForAll("bytes") byte[] data) {
    assertThat(Utf8.isValid(data)).isEqualTo(decodes(data));
  }

  @Property
  void takesEveryText(@ForAll String text) {
    byte[] data = text.getBytes(UTF_8);
    assertThat(Utf8.isValid(data)).isTrue();
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.of(
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
            0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
        .list()
        .ofMaxSize(6)
        .map(
            values -> {
              byte[] data = new byte[values.size()];
              for (int i = 0; i < data.length; i++) {
                data[i] = values.get(i).byteValue();
              }
              return data;
            });
  }

  private static boolean decodes(byte[] data) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
