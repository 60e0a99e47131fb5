package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OperatorTokenTest {
  @TempDir private Path data;

  private OperatorToken token(Map<String, String> settings) {
    return new OperatorToken(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("tributary.serve", ServeSettings.class),
        data.resolve("deep"));
  }

  private static ApiRequest with(String authorization) {
    Operation operation = new Operation("x", "POST", List.of(), Set.of(), false, true);
    return new ApiRequest(
        operation,
        "/api/x",
        Map.of(),
        Map.of(),
        ApiRequest.Format.JSON,
        null,
        authorization,
        new byte[0]);
  }

  @Test
  void keepsARandomTokenForItsOwnerOnlyAndTheSameAfterARestart() throws IOException {
    OperatorToken first = token(Map.of());
    Path file = data.resolve("deep/operator-token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String kept = Files.readString(file);
    assertThat(kept).matches("[A-Za-z0-9_-]{32}");
    for (OperatorToken token : List.of(first, token(Map.of()))) {
      assertThatCode(() -> token.check(with("Bearer " + kept))).doesNotThrowAnyException();
      assertThatCode(() -> token.check(with("bearer  " + kept))).doesNotThrowAnyException();
    }
    assertThat(Files.readString(file)).isEqualTo(kept);
  }

  @Test
  void writesNoFileWhenTheTokenIsSet() {
    OperatorToken token = token(Map.of("tributary.serve.operator-token", "abc"));
    assertThat(data.resolve("deep")).doesNotExist();
    assertThatCode(() -> token.check(with("Bearer abc"))).doesNotThrowAnyException();
  }

  @Test
  void tellsAMissingTokenFromAWrongOne() {
    OperatorToken token = token(Map.of("tributary.serve.operator-token", "abc"));
    for (String none : new String[] {null, "", "Basic abc", "abc"}) {
      assertThatThrownBy(() -> token.check(with(none)))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.problem().status()).isEqualTo(401));
    }
    for (String wrong : List.of("Bearer ", "Bearer ab", "Bearer abcd", "Bearer ABC")) {
      assertThatThrownBy(() -> token.check(with(wrong)))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.problem().status()).isEqualTo(403));
    }
  }
}
