package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActiveUserTest {
  private static ActiveUser user(String name, String domain, long count) {
    return new ActiveUser(domain, "=" + name, name, domain, Instant.EPOCH, "", count);
  }

  @Test
  void isSortedByPagesThenNameByCodePointThenDomain() {
    ActiveUser emoji = user("\uD83D\uDE00", "a", 3);
    ActiveUser wide = user("\uFF21", "a", 3);
    List<ActiveUser> sorted =
        Stream.of(
                user("b", "z", 3),
                emoji,
                user("a", "a", 1),
                wide,
                user("b", "y", 3),
                user("c", "a", 9))
            .sorted(ActiveUser.ORDER)
            .toList();
    // as UTF-16 the emoji would come before the wide letter
    assertThat(sorted)
        .containsExactly(
            user("c", "a", 9),
            user("b", "y", 3),
            user("b", "z", 3),
            wide,
            emoji,
            user("a", "a", 1));
  }

  @Test
  void addsUpAndShowsTheNameOfTheLatestPage() {
    ActiveUser old = new ActiveUser("w", "#1", "Old", "d1", Instant.ofEpochMilli(5), "e2", 2);
    ActiveUser now = new ActiveUser("w", "#1", "New", "d2", Instant.ofEpochMilli(6), "e1", 3);
    for (ActiveUser sum : List.of(old.plus(now), now.plus(old))) {
      assertThat(sum.count()).isEqualTo(5);
      assertThat(sum.name()).isEqualTo("New");
      assertThat(sum.domain()).isEqualTo("d2");
      assertThat(sum.id()).isEqualTo(1L);
    }
  }
}
