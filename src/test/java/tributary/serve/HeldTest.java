package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldTest {
  private final Held<String, Integer> held = new Held<>(100);

  @Test
  void whatWasNotAskedForLongestGoesFirst() {
    held.put("a", 1, 40);
    held.put("b", 2, 40);
    assertThat(held.get("a")).isEqualTo(1);
    held.put("c", 3, 40);
    assertThat(held.get("b")).isNull();
    assertThat(held.get("a")).isEqualTo(1);
    assertThat(held.get("c")).isEqualTo(3);
  }

  @Test
  void whatIsTooHeavyIsNotKeptAndDrivesNothingOut() {
    held.put("a", 1, 100);
    held.put("b", 2, 101);
    assertThat(held.get("a")).isEqualTo(1);
    assertThat(held.get("b")).isNull();
    held.put("a", 3, 101);
    assertThat(held.get("a")).as("the old one is wrong now").isNull();
    assertThat(held.weight()).isZero();
  }

  @Test
  void theWeightIsThatOfWhatIsHeldAndNeverAboveTheBound() {
    Random random = new Random(1);
    java.util.Map<String, Integer> weights = new java.util.HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String key = "k" + random.nextInt(30);
      int weight = random.nextInt(60);
      held.put(key, weight, weight);
      weights.put(key, weight);
      assertThat(held.weight()).isBetween(0L, 100L);
    }
    long sum = 0;
    for (String key : weights.keySet()) {
      Integer value = held.get(key);
      sum += value == null ? 0 : value;
    }
    assertThat(held.weight()).isEqualTo(sum);
  }
}
