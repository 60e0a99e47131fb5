package tributary.serve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the cursor of a list of changes holds: the range that is left, and the row in it that was
 * looked at last.
 *
 * @param wiki null when nothing of the range was looked at
 */
record ChangeCursor(
    long from, long to, long at, @Nullable String wiki, @Nullable String changeKey) {

  static ChangeCursor of(ChangeWalk.Rest rest) {
    ChangePosition after = rest.after();
    return new ChangeCursor(
        rest.range().from().toEpochMilli(),
        rest.range().to().toEpochMilli(),
        after == null ? 0 : after.at().toEpochMilli(),
        after == null ? null : after.wiki(),
        after == null ? null : after.changeKey());
  }

  ChangeWalk.Rest rest() {
    Range range = new Range(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
    return new ChangeWalk.Rest(
        range,
        wiki == null || changeKey == null
            ? null
            : new ChangePosition(Instant.ofEpochMilli(at), wiki, changeKey));
  }
}
