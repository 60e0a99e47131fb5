package tributary.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.FeedStatus;
import tributary.platform.LagMonitor;

/** What waits before each stage and how old the last event is, as gauges; NaN while not known. */
@Component
class PipelineMeters implements MeterBinder {
  private final LagMonitor lags;
  private final FeedStatus feeds;
  private final Clock clock;

  PipelineMeters(LagMonitor lags, FeedStatus feeds, Clock clock) {
    this.lags = lags;
    this.feeds = feeds;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (String feed : Topics.wikimediaFeeds()) {
      for (String stage : List.of("clean", "store")) {
        Gauge.builder("tributary." + stage + ".lag", () -> lag(stage, feed))
            .description("Records that wait before the stage, in all partitions")
            .tag("feed", feed)
            .register(meters);
      }
      Gauge.builder("tributary.ingest.silence", () -> silence(feed))
          .description("Time since this process received an event")
          .baseUnit("seconds")
          .tag("feed", feed)
          .register(meters);
    }
  }

  private double lag(String stage, String feed) {
    OptionalLong lag = lags.lag(LagMonitor.group(stage, feed));
    return lag.isPresent() ? lag.getAsLong() : Double.NaN;
  }

  private double silence(String feed) {
    Instant last = feeds.of(feed).lastReceivedAt();
    return last == null ? Double.NaN : Duration.between(last, clock.instant()).toMillis() / 1000.0;
  }
}
