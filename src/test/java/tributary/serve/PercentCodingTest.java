package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PercentCodingTest {
  @Property(tries = 300)
  void readsBackWhatAnEncoderWrote(@ForAll String text) {
    String sent = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String query = URLEncoder.encode(sent, StandardCharsets.UTF_8);
    assertThat(PercentCoding.decode(query, true)).isEqualTo(sent);
    assertThat(PercentCoding.decode(query.replace("+", "%20"), false)).isEqualTo(sent);
  }

  @Test
  void keepsAPlusInPathsOnly() {
    assertThat(PercentCoding.decode("a+b%2B", false)).isEqualTo("a+b+");
    assertThat(PercentCoding.decode("a+b%2B", true)).isEqualTo("a b+");
    assertThat(PercentCoding.decode("a;b%2Fc%25", false)).isEqualTo("a;b/c%");
  }

  @Test
  void refusesBrokenEscapesAndBytes() {
    for (String broken : List.of("%", "%2", "%zz", "a%f", "%ff", "%c3%28", "%ed%a0%80", "%41é")) {
      assertThatThrownBy(() -> PercentCoding.decode(broken, false))
          .as(broken)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
