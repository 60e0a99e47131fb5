package tributary.measure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tributary.event.Change;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.RandomChanges;

/** Clean changes with a time and an identity, in the shapes of {@link RandomChanges}. */
final class Changes {
  private Changes() {}

  static Change at(Instant at, long rcid, ChangeFacts facts) {
    return new Change(
        "event-" + rcid,
        at,
        facts.domain(),
        facts.domain().replaceAll("\\..*", "wiki"),
        facts.type(),
        rcid,
        facts.namespace(),
        facts.title(),
        facts.user(),
        null,
        facts.bot(),
        facts.minor(),
        facts.lengthDiff(),
        null,
        "wikipedia",
        null,
        null,
        null,
        "recentchange");
  }

  /** Over {@code minutes} minutes, nearly in order; now and then one comes again, or very late. */
  static List<Change> story(long seed, Instant begin, int minutes, int changes) {
    Random random = new Random(seed);
    List<Change> story = new ArrayList<>();
    for (int i = 0; i < changes; i++) {
      if (i > 0 && random.nextInt(12) == 0) {
        int back = random.nextInt(4) == 0 ? i : Math.min(i, 20);
        story.add(story.get(story.size() - 1 - random.nextInt(Math.min(back, story.size()))));
        continue;
      }
      long seconds = 60L * minutes * i / changes;
      long disorder = random.nextInt(100) == 0 ? random.nextInt(60 * minutes) : random.nextInt(90);
      Instant at = begin.plusSeconds(Math.max(0, seconds - disorder)).plusMillis(i % 1000);
      story.add(at(at, seed % 1_000_000 * 1_000_000 + i, RandomChanges.one(random, 40)));
    }
    return story;
  }
}
