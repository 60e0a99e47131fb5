package tributary.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tributary.event.Change;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;

/** What the numbers have to be: a plain recount of all changes, each identity once. */
final class Recount {
  private Recount() {}

  /** By minute since 1970. */
  static Map<Integer, Summary> of(List<Change> changes) {
    return of(changes, 0, 1);
  }

  /** Only of one of several partitions. */
  static Map<Integer, Summary> of(List<Change> changes, int partition, int partitions) {
    Map<Integer, Summary> minutes = new TreeMap<>();
    Set<String> known = new HashSet<>();
    for (Change change : changes) {
      if (known.add(change.identity())
          && ChangesOfMinute.partition(change.identity(), partitions) == partition) {
        minutes
            .computeIfAbsent(
                MinuteKey.minuteOf(change.at()), minute -> new Summary(SummaryLimits.DEFAULT))
            .add(ChangeFacts.of(change));
      }
    }
    return minutes;
  }
}
