package tributary.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The meters of the stages behind ingest, by their names. They count what this process did, batches
 * that were tried again included; what the installation holds is in the ledger.
 */
@Component
public class StageMeters {
  private final MeterRegistry meters;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  StageMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param outcome clean, filtered, dead or repeat
   */
  public void cleaned(String feed, String outcome, long records) {
    counter(
            "tributary.clean.records",
            "Raw records by how they ended",
            "feed",
            feed,
            "outcome",
            outcome)
        .increment(records);
  }

  /** One batch whose rows are durable. */
  public void stored(String feed, long events, long rows, Duration took) {
    counter("tributary.store.events", "Events whose rows are durable", "feed", feed)
        .increment(events);
    counter("tributary.store.rows", "Rows written", "feed", feed).increment(rows);
    timers
        .computeIfAbsent(
            feed,
            key ->
                Timer.builder("tributary.store.batch")
                    .description("From a batch's arrival until all its rows are durable")
                    .tag("feed", feed)
                    .publishPercentileHistogram(false)
                    .register(meters))
        .record(took);
  }

  /** Hours that were counted again, because something was stored in them. */
  public void recounted(String feed, long hours) {
    counter("tributary.report.recounts", "Hours counted from stored events", "feed", feed)
        .increment(hours);
  }

  /** A set of reports as of one hour was written. */
  public void reported(String feed, long hours) {
    counter("tributary.report.written", "Hours whose reports were written", "feed", feed)
        .increment(hours);
  }

  private Counter counter(String name, String description, String... tags) {
    return counters.computeIfAbsent(
        name + String.join(",", tags),
        key -> Counter.builder(name).description(description).tags(tags).register(meters));
  }
}
