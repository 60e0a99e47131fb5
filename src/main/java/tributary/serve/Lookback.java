package tributary.serve;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far back from now a request looks: a number and one of s, m, h, d, up to 90d. */
final class Lookback {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,8})([smhd])");
  private static final Duration LONGEST = Duration.ofDays(90);

  private Lookback() {}

  /**
   * @return null when the request does not say
   * @throws Refusal when it says no such length, or a range as well
   */
  static @Nullable Duration of(ApiRequest request) {
    String text = request.query().get("lookback");
    if (text == null) {
      return null;
    }
    if (request.query().containsKey("from") || request.query().containsKey("to")) {
      throw Refusal.parameter(
          "lookback", "A look-back and a range exclude each other", "lookback, or from and to");
    }
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      long number = Long.parseLong(form.group(1));
      Duration length =
          switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (!length.isZero() && length.compareTo(LONGEST) <= 0) {
        return length;
      }
    }
    throw Refusal.parameter(
        "lookback",
        "This is no such length: " + ApiRequest.shown(text),
        "a number and one of s, m, h, d, such as 30m, up to 90d");
  }
}
