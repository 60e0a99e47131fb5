package tributary.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The range on whole minutes that {@code lookback}, or {@code from} and {@code to}, ask for. */
final class AskedRange {
  private static final Pattern LOOKBACK = Pattern.compile("([0-9]{1,8})([smhd])");
  private static final Duration LONGEST_LOOKBACK = Duration.ofDays(90);

  private AskedRange() {}

  /**
   * A look-back ends with the last minute that is over, and is rounded up to whole minutes.
   *
   * @param otherwise length without any of the parameters
   * @param longest from {@code from} to {@code to}
   */
  static Range of(ApiRequest request, Instant now, Duration otherwise, Duration longest) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    String lookback = request.text("lookback");
    if (lookback != null) {
      if (request.query().containsKey("from") || request.query().containsKey("to")) {
        throw Refusal.parameter(
            "lookback", "A look-back has no from and no to", "either lookback, or from and to");
      }
      return new Range(minute.minus(length(lookback)), minute);
    }
    Instant to = request.instant("to");
    Range range = request.range((to == null ? minute : to).minus(otherwise), minute);
    wholeMinute("from", range.from());
    wholeMinute("to", range.to());
    if (range.length().compareTo(longest) > 0) {
      throw Refusal.parameter(
          "from",
          "The range is longer than " + longest.toDays() + " days",
          "at most " + longest.toDays() + " days from from to to");
    }
    return range;
  }

  private static Duration length(String lookback) {
    Matcher matcher = LOOKBACK.matcher(lookback);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration length =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofMinutes((number + 59) / 60);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (!length.isZero() && length.compareTo(LONGEST_LOOKBACK) <= 0) {
        return length;
      }
    }
    throw Refusal.parameter(
        "lookback",
        "This is no such look-back: " + ApiRequest.shown(lookback),
        "a number and one of s, m, h, d, from 1s to 90d, such as 30m");
  }

  private static void wholeMinute(String name, @Nullable Instant time) {
    if (time != null && !time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
      throw Refusal.parameter(
          name, "This is not on a whole minute: " + time, "a whole minute, such as 19:32:00");
    }
  }
}
