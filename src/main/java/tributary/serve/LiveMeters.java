package tributary.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many listen to the live stream, and how many were cut because they did not read. */
@Component
class LiveMeters implements MeterBinder {
  private final LiveFeed live;

  LiveMeters(LiveFeed live) {
    this.live = live;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("tributary.serve.live.clients", live, LiveFeed::size)
        .description("Clients of the live stream")
        .register(meters);
    FunctionCounter.builder("tributary.serve.live.cuts", live, LiveFeed::cuts)
        .description("Clients of the live stream that were cut because they did not read")
        .register(meters);
  }
}
