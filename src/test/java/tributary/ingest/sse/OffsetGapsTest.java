package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OffsetGapsTest {
  private final OffsetGaps gaps = new OffsetGaps();

  @Test
  void countsWhatIsMissingBetweenTwoEventsOfATopic() {
    assertThat(at("a", 10)).isZero();
    assertThat(at("a", 11)).isZero();
    assertThat(at("b", 500)).isZero();
    assertThat(at("a", 15)).isEqualTo(3);
    assertThat(at("b", 501)).isZero();
  }

  @Test
  void countsNothingForWhatComesAgain() {
    at("a", 10);
    assertThat(at("a", 7)).isZero();
    assertThat(at("a", 10)).isZero();
    assertThat(at("a", 11)).isZero();
  }

  @Test
  void letsAnEventThatDoesNotTellItsOffsetExplainOneThatIsMissing() {
    at("a", 10);
    gaps.unnumbered();
    gaps.unnumbered();
    assertThat(at("a", 13)).isZero();
    gaps.unnumbered();
    assertThat(at("a", 17)).isEqualTo(2);
    assertThat(at("a", 19)).isEqualTo(1);
  }

  @Test
  void doesNotMindEventsWithoutOffsets() {
    assertThat(gaps.before(new Envelope(true, "x", null, null, 0, -1), null)).isNull();
    assertThat(gaps.before(new Envelope(true, "x", null, "a", 0, -1), null)).isNull();
  }

  @Test
  void saysBetweenWhichTimesOfTheLogEventsAreMissing() {
    gaps.before(
        event("a", 10),
        "[{\"topic\":\"a\",\"partition\":0,\"timestamp\":1000},{\"topic\":\"b\",\"partition\":0,\"timestamp\":7}]");
    assertThat(
            gaps.before(event("a", 12), "[{\"topic\":\"a\",\"partition\":0,\"timestamp\":3000}]"))
        .isEqualTo(new OffsetGaps.Gap(1, 1000, 3000));
    assertThat(gaps.before(event("a", 15), "an id of another kind"))
        .isEqualTo(new OffsetGaps.Gap(2, 3000, -1));
  }

  private static Envelope event(String topic, long offset) {
    return new Envelope(true, "x", null, topic, 0, offset);
  }

  private long at(String topic, long offset) {
    OffsetGaps.Gap gap = gaps.before(event(topic, offset), null);
    return gap == null ? 0 : gap.events();
  }
}
