package tributary.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What happens on one stream of the demo, in slices of time: a function of the seed and the slice
 * alone, offsets included, so that a demo that is started again tells the same story.
 */
interface DemoStory {
  /** Full name of the stream. */
  String stream();

  /** How long a slice is. */
  Duration slice();

  /** Everything that comes in during a slice, in the order of the log. */
  List<? extends SourceEvent> events(long slice);

  /** Offset of the slice's first event in the active topic. */
  long firstOffset(long slice);

  /** Offset of the slice's first event in the quiet topic. */
  long quietOffset(long slice);

  default long sliceOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), slice().toSeconds());
  }
}
