package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeasuredRangeTest {
  private static final Instant RUNNING = Instant.parse("2026-02-26T19:00:00Z");
  private static final Instant END = Instant.parse("2026-02-26T21:00:00Z");

  @Test
  void everyMinuteOfAnyRangeIsReadOnce() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      Instant from = RUNNING.minus(random.nextInt(6_000), ChronoUnit.MINUTES);
      Range asked = new Range(from, from.plus(1 + random.nextInt(5_000), ChronoUnit.MINUTES));
      MeasuredRange plan = MeasuredRange.of(asked, RUNNING, END);
      List<Range> all = new ArrayList<>(plan.edges());
      if (!plan.whole().length().isZero()) {
        all.add(plan.whole());
      }
      all.sort(Comparator.comparing(Range::from));
      Instant at = asked.from();
      for (Range one : all) {
        assertThat(one.from()).as("%s of %s", plan, asked).isEqualTo(at);
        at = one.to();
      }
      assertThat(at).isEqualTo(asked.to().isBefore(END) ? asked.to() : END);
    }
  }

  @Test
  void theMiddleIsMadeOfWholeHoursThatAreOver() {
    Range asked = new Range(RUNNING.minus(90, ChronoUnit.MINUTES), RUNNING.plusSeconds(300));
    MeasuredRange plan = MeasuredRange.of(asked, RUNNING, END);
    assertThat(plan.whole()).isEqualTo(new Range(RUNNING.minus(Duration.ofHours(1)), RUNNING));
    assertThat(plan.edges())
        .containsExactly(
            new Range(asked.from(), RUNNING.minus(Duration.ofHours(1))),
            new Range(RUNNING, asked.to()));
    assertThat(plan.coversDayOf(plan.whole().from())).isFalse();
  }

  @Test
  void aSliceNeverReachesOverAnHour() {
    Range asked = new Range(RUNNING.minusSeconds(60), RUNNING.plusSeconds(60));
    assertThat(MeasuredRange.slices(asked))
        .containsExactly(new Range(asked.from(), RUNNING), new Range(RUNNING, asked.to()));
  }

  @Test
  void aDayIsTakenWholeOnlyWhenAllOfItIsAsked() {
    Instant day = Instant.parse("2026-02-25T00:00:00Z");
    MeasuredRange plan = MeasuredRange.of(new Range(day, day.plus(47, ChronoUnit.HOURS)), END, END);
    assertThat(plan.coversDayOf(day.plus(23, ChronoUnit.HOURS))).isTrue();
    assertThat(plan.coversDayOf(day.plus(24, ChronoUnit.HOURS))).isFalse();
  }

  @Test
  void nothingIsReadOfATimeThatCannotHaveHappened() {
    Range future = new Range(END.plusSeconds(3_600), END.plus(Duration.ofDays(30)));
    MeasuredRange plan = MeasuredRange.of(future, RUNNING, END);
    assertThat(plan.edges()).isEmpty();
    assertThat(plan.whole().length()).isZero();
  }
}
