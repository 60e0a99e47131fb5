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
    assertThat(gaps.lostBefore(new Envelope(true, "x", null, null, 0, -1))).isZero();
    assertThat(gaps.lostBefore(new Envelope(true, "x", null, "a", 0, -1))).isZero();
  }

  private long at(String topic, long offset) {
    return gaps.lostBefore(new Envelope(true, "x", null, topic, 0, offset));
  }
}
