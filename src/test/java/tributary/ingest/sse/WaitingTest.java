package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Duration CAP = Duration.ofMinutes(15);
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");

  @Test
  void doublesFromTheSmallestWaitToTheLargest() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.5);
    assertThat(Stream.generate(backOff::next).limit(9).map(Duration::toSeconds))
        .isEqualTo(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L));
    backOff.reset();
    assertThat(backOff.next()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void spreadsTheWaitsSoThatClientsDoNotComeTogether() {
    var least = new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(60), () -> 0);
    var most = new BackOff(Duration.ofSeconds(10), Duration.ofSeconds(60), () -> 0.999999);
    assertThat(least.next()).isEqualTo(Duration.ofSeconds(8));
    assertThat(most.next()).isBetween(Duration.ofMillis(11_990), Duration.ofSeconds(12));
  }

  @Test
  void neverWaitsLongerThanTheLargestWaitHoweverOftenItWasInVain() {
    BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60), () -> 0.999999);
    assertThat(Stream.generate(backOff::next).limit(5_000))
        .allSatisfy(wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(60)));
  }

  @Test
  void readsRetryAfterInSecondsAndAsADate() {
    assertThat(parse("0")).isEqualTo(Duration.ZERO);
    assertThat(parse(" 120 ")).isEqualTo(Duration.ofMinutes(2));
    assertThat(parse("Thu, 26 Feb 2026 12:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void letsNoServerImposeMoreThanTheCap() {
    assertThat(parse("999999999999")).isEqualTo(CAP);
    assertThat(parse("Fri, 26 Feb 2027 12:01:30 GMT")).isEqualTo(CAP);
  }

  @Test
  void takesNoWaitFromARetryAfterWithoutSense() {
    for (String header :
        new String[] {
          null, "", "soon", "-5", "1.5", "99999999999999999999", "Thu, 26 Feb 2026 11:00:00 GMT"
        }) {
      assertThat(parse(header)).as("Retry-After: %s", header).isNull();
    }
  }

  private static Duration parse(String header) {
    return RetryAfter.parse(header, NOW, CAP);
  }
}
