package tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tributary.platform.FeedGap;

class GapListTest {
  private static final Instant START = Instant.parse("2026-02-26T12:00:00Z");
  private final GapList gaps = new GapList();

  private static FeedGap gap(long fromMinute, long toMinute, long events) {
    return new FeedGap(
        START.plusSeconds(60 * fromMinute), START.plusSeconds(60 * toMinute), events);
  }

  @Test
  void joinsNeighboursAndTellsEachChangeOnce() {
    gaps.add(gap(0, 1, 3));
    gaps.add(gap(4, 5, 2));
    assertThat(gaps.changed()).isEqualTo(Map.of(0, gap(0, 5, 5)));
    assertThat(gaps.changed()).isEmpty();
    gaps.add(gap(60, 61, 1));
    assertThat(gaps.changed()).isEqualTo(Map.of(1, gap(60, 61, 1)));
  }

  @Test
  void goesOnBehindWhatWasKnownBefore() {
    gaps.restore(List.of(gap(0, 1, 3)));
    gaps.add(gap(60, 61, 1));
    assertThat(gaps.changed()).isEqualTo(Map.of(1, gap(60, 61, 1)));
  }

  @Test
  void staysBoundedWhenASourceLosesAllTheTime() {
    for (int i = 0; i < GapList.MOST + 10; i++) {
      gaps.add(gap(60L * i, 60L * i, 1));
    }
    Map<Integer, FeedGap> changed = gaps.changed();
    assertThat(changed).hasSize(GapList.MOST);
    assertThat(changed.get(GapList.MOST - 1))
        .isEqualTo(gap(60L * (GapList.MOST - 1), 60L * (GapList.MOST + 9), 11));
  }
}
