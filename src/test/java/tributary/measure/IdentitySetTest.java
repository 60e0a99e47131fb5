package tributary.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** It holds what a plain set holds, after any order of adding and removing. */
class IdentitySetTest {
  @Property(tries = 100)
  void holdsWhatAPlainSetHolds(@ForAll long seed) {
    Random random = new Random(seed);
    IdentitySet set = new IdentitySet();
    Set<Long> plain = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      // few different ones, many of them with the same place in the table
      long hash = ((long) random.nextInt(20) << 32) | (1 + random.nextInt(40));
      if (random.nextInt(3) > 0) {
        assertThat(set.add(hash)).isEqualTo(plain.add(hash));
      } else {
        set.remove(hash);
        plain.remove(hash);
      }
      assertThat(set.size()).isEqualTo(plain.size());
    }
    for (int high = 0; high < 20; high++) {
      for (int low = 1; low <= 40; low++) {
        long hash = ((long) high << 32) | low;
        assertThat(set.contains(hash)).isEqualTo(plain.contains(hash));
      }
    }
  }

  @Test
  void hashesAsTheStoredOnesWere() {
    assertThat(IdentitySet.hash("enwiki:r1")).isEqualTo(2_757_043_148_749_605_631L);
  }
}
