package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tributary.platform.FeedGap;

/** Ten minutes from noon on. */
class CoverageTest {
  private static final Range RANGE = new Range(at("12:00:00"), at("12:10:00"));

  private static Instant at(String time) {
    return Instant.parse("2026-02-26T" + time + "Z");
  }

  @Test
  void aMinuteIsCoveredWhenAllOfItIsKnown() {
    Coverage coverage = Coverage.of(RANGE, at("12:01:00.001"), at("12:08:59"), List.of(), Set.of());
    assertThat(coverage.minutes().stream()).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(coverage.seconds()).isEqualTo(360);
    assertThat(coverage.complete()).isFalse();
    assertThat(coverage.asOf()).isEqualTo(at("12:08:59"));
  }

  @Test
  void aRangeThatIsKnownToItsEndIsComplete() {
    Coverage coverage = Coverage.of(RANGE, at("12:00:00"), at("13:00:00"), List.of(), Set.of());
    assertThat(coverage.complete()).isTrue();
    assertThat(coverage.asOf()).isEqualTo(RANGE.to());
  }

  @Test
  void aGapTakesTheMinutesOfTheEventsAroundIt() {
    FeedGap gap = new FeedGap(at("12:03:59"), at("12:05:00"), 3);
    FeedGap before = new FeedGap(at("11:00:00"), at("11:59:59"), 3);
    FeedGap from = new FeedGap(at("12:09:30"), at("14:00:00"), 3);
    Coverage coverage =
        Coverage.of(RANGE, at("11:00:00"), at("13:00:00"), List.of(gap, before, from), Set.of());
    assertThat(coverage.minutes().stream()).containsExactly(0, 1, 2, 6, 7, 8);
  }

  @Test
  void aMinuteThatWaitsToBeCountedAgainIsNotKnown() {
    Coverage coverage =
        Coverage.of(RANGE, at("11:00:00"), at("13:00:00"), List.of(), Set.of(at("12:04:00")));
    assertThat(coverage.covers(3)).isTrue();
    assertThat(coverage.covers(4)).isFalse();
    assertThat(coverage.covers(5)).isTrue();
  }

  @Test
  void nothingIsCoveredBeforeTheFeedWasFollowed() {
    assertThat(Coverage.of(RANGE, null, at("13:00:00"), List.of(), Set.of()).seconds()).isZero();
    assertThat(Coverage.of(RANGE, at("13:00:00"), at("14:00:00"), List.of(), Set.of()).seconds())
        .isZero();
    Coverage unknown = Coverage.of(RANGE, at("11:00:00"), null, List.of(), Set.of());
    assertThat(unknown.seconds()).isZero();
    assertThat(unknown.asOf()).isNull();
  }
}
