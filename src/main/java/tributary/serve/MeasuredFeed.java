package tributary.serve;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.FeedProgress;
import tributary.platform.StoreUnavailable;

/**
 * What was measured of the recent changes in a range, and how much of the range is known. Few
 * requests at a time may add up names, so that memory stays bounded.
 */
@Component
class MeasuredFeed {
  private final MeasuredReader reader;
  private final FeedProgress progress;
  private final Reads reads;
  private final Semaphore sums;
  private final ServeSettings settings;

  MeasuredFeed(
      MeasuredReader reader,
      FeedProgress progress,
      Reads reads,
      MetricSettings metrics,
      ServeSettings settings) {
    this.reader = reader;
    this.progress = progress;
    this.reads = reads;
    this.sums = new Semaphore(metrics.sums());
    this.settings = settings;
  }

  /**
   * @throws StoreUnavailable when the store is away or too slow
   */
  Measured read(Range range, Set<MeasuredPart> parts) {
    // asked before the store: what is known to be counted by now is there when it is read
    var from = progress.coverageStart(Topics.RECENTCHANGE);
    var through = progress.measuredThrough(Topics.RECENTCHANGE);
    var gaps = progress.gaps(Topics.RECENTCHANGE);
    boolean large = parts.stream().anyMatch(MeasuredPart::isLarge);
    if (large) {
      enter();
    }
    try {
      MeasuredReader.Found found = reader.read(range, parts, reads.deadline());
      return new Measured(
          range, found.sum(), Coverage.of(range, from, through, gaps, found.unsettled()));
    } finally {
      if (large) {
        sums.release();
      }
    }
  }

  private void enter() {
    try {
      if (!sums.tryAcquire(settings.queryTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailable("Others are adding up names", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted while others added up names", e);
    }
  }
}
