package tributary.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EventTimeTest {
  /** From the year 1 to the year 9999. */
  @Property
  void writesAndReadsTimesAsTheJdkDoes(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis) {
    Instant time = Instant.ofEpochMilli(millis);
    assertThat(EventTime.text(time)).isEqualTo(time.toString());
    assertThat(EventTime.parse(time.toString())).isEqualTo(time);
  }

  /** Days, hours and minutes that do not exist among them. */
  @Property
  void acceptsTheVeryTimesThatTheJdkAccepts(
      @ForAll @IntRange(min = 0, max = 9999) int year,
      @ForAll @IntRange(min = 0, max = 13) int month,
      @ForAll @IntRange(min = 0, max = 32) int day,
      @ForAll @IntRange(min = 0, max = 25) int hour,
      @ForAll @IntRange(min = 0, max = 61) int second) {
    String text = "%04d-%02d-%02dT%02d:00:%02dZ".formatted(year, month, day, hour, second);
    assertThat(EventTime.parse(text)).isEqualTo(byTheJdk(text));
  }

  @Test
  void leavesUnusualFormsToTheJdk() {
    for (String text :
        List.of(
            "2026-02-28T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2026-02-26T19:32:00.1Z",
            "2026-02-26T19:32:00.123456789Z",
            "2026-02-26 19:32:00Z",
            "2026-02-26T19:32:00,123Z",
            "-026-02-26T19:32:00.000Z")) {
      assertThat(EventTime.parse(text)).as(text).isEqualTo(byTheJdk(text));
    }
    assertThat(EventTime.parse("2026-02-26T19:32:00+02:00"))
        .isEqualTo(Instant.parse("2026-02-26T17:32:00Z"));
  }

  private static Instant byTheJdk(String text) {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
          ? null
          : time.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
