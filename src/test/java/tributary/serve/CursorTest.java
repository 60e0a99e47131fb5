package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final PageCursor HERE = new PageCursor(1, "enwiki", 2, "e", 0, 9);

  private static ApiRequest request(String operation, Map<String, String> query) {
    return Asked.of(new Operation(operation, "GET", List.of(), query.keySet(), true, false), query);
  }

  @Test
  void leadsBackToWhereItStood() {
    String cursor = Cursor.of(request("listPages", Map.of("from", "x")), HERE);
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    // another limit is allowed between two parts of a list
    ApiRequest next = request("listPages", Map.of("from", "x", "cursor", cursor, "limit", "7"));
    assertThat(Cursor.read(next, PageCursor.class)).isEqualTo(HERE);
    assertThat(Cursor.read(request("listPages", Map.of()), PageCursor.class)).isNull();
  }

  @Test
  void isRefusedForAnotherListOrOtherParameters() {
    String cursor = Cursor.of(request("listPages", Map.of("from", "x")), HERE);
    for (ApiRequest other :
        List.of(
            request("listDomainPages", Map.of("from", "x", "cursor", cursor)),
            request("listPages", Map.of("from", "y", "cursor", cursor)),
            request("listPages", Map.of("cursor", cursor)))) {
      assertThatThrownBy(() -> Cursor.read(other, PageCursor.class))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.problem().status()).isEqualTo(400);
                assertThat(refusal.problem().parameter()).isEqualTo("cursor");
              });
    }
  }

  @Test
  void isRefusedWhenAnyOfItsCharactersWasChanged() {
    String cursor = Cursor.of(request("listPages", Map.of()), HERE);
    for (int i = 0; i < cursor.length() - 1; i++) {
      char changed = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = cursor.substring(0, i) + changed + cursor.substring(i + 1);
      assertThatThrownBy(
              () -> Cursor.read(request("listPages", Map.of("cursor", tampered)), PageCursor.class))
          .isInstanceOf(Refusal.class);
    }
    for (String odd : List.of("", "a", "====", "\u00e9", "A".repeat(5000))) {
      assertThatThrownBy(
              () -> Cursor.read(request("listPages", Map.of("cursor", odd)), PageCursor.class))
          .isInstanceOf(Refusal.class);
    }
  }
}
