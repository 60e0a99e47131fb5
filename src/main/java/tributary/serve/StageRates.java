package tributary.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.LagMonitor;

/**
 * Events per second of each stage over the last ten seconds, from counts looked at every second.
 */
@Component
class StageRates implements DisposableBean {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

  private final FeedCounts counts;
  private final LagMonitor lags;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final ScheduledExecutorService timer;

  StageRates(FeedCounts counts, LagMonitor lags) {
    this.counts = counts;
    this.lags = lags;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "stage-rates");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleWithFixedDelay(this::sample, 0, 1, TimeUnit.SECONDS);
  }

  private record Sample(long at, Map<String, Long> totals) {}

  private void sample() {
    Map<String, Long> totals = new HashMap<>();
    for (String feed : Topics.wikimediaFeeds()) {
      lags.written(Topics.rawOf(feed)).ifPresent(end -> totals.put("ingest/" + feed, end));
      FeedCounts.Counts now = counts.of(feed);
      totals.put("clean/" + feed, now.in() + now.repeats());
      totals.put("store/" + feed, now.stored());
      totals.put("measure/" + feed, counts.measured(feed));
    }
    add(System.nanoTime(), totals);
  }

  synchronized void add(long at, Map<String, Long> totals) {
    samples.addLast(new Sample(at, Map.copyOf(totals)));
    while (samples.size() > 2 && at - samples.getFirst().at() > WINDOW) {
      samples.removeFirst();
    }
  }

  /** To one decimal; null while it is not known. */
  synchronized @Nullable Double rate(String stage, String feed) {
    String key = stage + "/" + feed;
    Sample first = null;
    for (Sample sample : samples) {
      if (sample.totals().containsKey(key)) {
        first = sample;
        break;
      }
    }
    Sample last = samples.peekLast();
    if (first == null || last == null || last.at() <= first.at()) {
      return null;
    }
    Long from = first.totals().get(key);
    Long to = last.totals().get(key);
    if (from == null || to == null) {
      return null;
    }
    double seconds = (last.at() - first.at()) / 1e9;
    return Math.round(Math.max(0, to - from) / seconds * 10) / 10.0;
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
