package tributary.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The range on whole minutes that {@code lookback}, or {@code from} and {@code to}, ask for. */
final class AskedRange {
  private AskedRange() {}

  /**
   * A look-back ends with the last minute that is over, and is rounded up to whole minutes.
   *
   * @param otherwise length without any of the parameters
   * @param longest from {@code from} to {@code to}
   */
  static Range of(ApiRequest request, Instant now, Duration otherwise, Duration longest) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Duration lookback = Lookback.of(request);
    if (lookback != null) {
      Duration minutes = Duration.ofMinutes((lookback.toSeconds() + 59) / 60);
      return bounded("lookback", new Range(minute.minus(minutes), minute), longest);
    }
    Instant to = request.instant("to");
    Range range = request.range((to == null ? minute : to).minus(otherwise), minute);
    wholeMinute("from", range.from());
    wholeMinute("to", range.to());
    return bounded("from", range, longest);
  }

  private static Range bounded(String parameter, Range range, Duration longest) {
    if (range.length().compareTo(longest) > 0) {
      throw Refusal.parameter(
          parameter,
          "The range is longer than " + longest,
          "a range of at most " + longest.toHours() + " hours");
    }
    return range;
  }

  private static void wholeMinute(String name, Instant time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
      throw Refusal.parameter(
          name, "This is not on a whole minute: " + time, "a whole minute, such as 19:32:00");
    }
  }
}
