package tributary.journey;

import static tributary.journey.Journey.NOW;
import static tributary.journey.Journey.hour;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tributary.simulator.AChange;
import tributary.simulator.ChangeEvent;
import tributary.simulator.ChangeKind;
import tributary.simulator.ChangeOptions;
import tributary.simulator.Changes;
import tributary.simulator.Simulator;

/** Thirty hours of changes of every kind, dense in the last six of them. */
final class ChangesStory {
  /** Both streams over one connection, from before the first change on. */
  static final String[] SETTINGS = {
    "tributary.ingest.wikimedia.streams=page-create,recentchange",
    "tributary.ingest.wikimedia.since=" + hour(-34)
  };

  private ChangesStory() {}

  static void tell(Simulator source, long seed) {
    source.changes().publish(AChange.edit("Opening").at(hour(-33)));
    // near the border of the quarantine the seconds of the journey itself would decide
    ChangeOptions options = ChangeOptions.everything().without(ChangeKind.FUTURE);
    Changes changes = Changes.seeded(seed, options);
    source.changes().publishAll(changes.between(hour(-30), hour(-6), 1_500));
    List<ChangeEvent> dense = changes.between(hour(-6), NOW, 4_000);
    source.changes().publishAll(dense.subList(0, 2_000));
    source.switchDatacentre();
    source.changes().publishAll(dense.subList(2_000, 4_000));
    for (int i = 0; i < 20; i++) {
      Instant ahead = NOW.plus(Duration.ofMinutes(20 + 11 * i));
      source.changes().publish(AChange.edit("To come").rcid(2_000_000_000L + i).at(ahead));
    }
    source.changes().publish(AChange.edit("Closing").rcid(1L << 50).at(NOW));
  }
}
