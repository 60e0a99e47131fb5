package tributary.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tributary.event.Change;

/** The store is asked whenever a change may be there already, and hardly ever else. */
class KnownNumbersTest {
  @Test
  void aChangeAboveEverythingThatWasStoredIsNew() {
    KnownNumbers known = new KnownNumbers(1000, Map.of("enwiki", 500L));
    assertThat(mayBeStored(known, AChange.of("enwiki", 501))).isFalse();
    assertThat(mayBeStored(known, AChange.of("enwiki", 500))).isTrue();
    assertThat(mayBeStored(known, AChange.of("dewiki", 1))).isFalse();
  }

  @Test
  void aChangeWithoutAnRcidIsAlwaysAskedFor() {
    KnownNumbers known = new KnownNumbers(1000, Map.of());
    assertThat(mayBeStored(known, AChange.byEvent("enwiki", "e"))).isTrue();
  }

  @Test
  void noStoredChangeIsTakenForNewWhateverTheOrderAndHoweverMuchWasForgotten() {
    Random random = new Random(7);
    KnownNumbers known = new KnownNumbers(1000, Map.of("w1", 40L));
    Set<String> stored = new HashSet<>();
    Map<String, Long> next = new HashMap<>();
    long asked = 0;
    long fresh = 0;
    for (int i = 0; i < 60_000; i++) {
      String wiki = "w" + random.nextInt(3);
      // rises, a little out of order; one in a hundred comes again from anywhere
      long top = next.merge(wiki, 1L, Long::sum);
      long rcid =
          random.nextInt(100) == 0 ? 1 + random.nextLong(top) : top * 4 + random.nextInt(200);
      Change change = AChange.of(wiki, rcid);
      boolean may = mayBeStored(known, change);
      if (stored.contains(change.identity())) {
        assertThat(may).as(change.identity()).isTrue();
      } else {
        fresh++;
        asked += may ? 1 : 0;
      }
      stored.add(change.identity());
      known.stored(change.wiki(), change.rcid(), change.identity());
    }
    assertThat(asked).as("questions about new changes, of " + fresh).isLessThan(fresh / 20);
  }

  private static boolean mayBeStored(KnownNumbers known, Change change) {
    return known.mayBeStored(change.wiki(), change.rcid(), change.identity());
  }
}
