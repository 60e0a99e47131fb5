package tributary.measure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/** What this process has measured. */
@Component
class MeasureMeters {
  private final Map<ChangeCounter.Outcome, Counter> changes =
      new EnumMap<>(ChangeCounter.Outcome.class);
  private final Counter minutes;
  private final Counter recounts;
  private final Counter hours;
  private final Counter replaced;
  private final Timer batch;

  MeasureMeters(MeterRegistry meters) {
    for (ChangeCounter.Outcome outcome : ChangeCounter.Outcome.values()) {
      changes.put(
          outcome,
          Counter.builder("tributary.measure.changes")
              .description("Clean changes by how they were counted")
              .tag("feed", Topics.RECENTCHANGE)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    minutes = counter(meters, "tributary.measure.minutes", "Summaries of minutes written");
    recounts = counter(meters, "tributary.measure.recounts", "Minutes counted from the store");
    hours = counter(meters, "tributary.measure.hours", "Hours added up from minutes");
    replaced = counter(meters, "tributary.measure.replaced", "Counting threads that failed");
    batch =
        Timer.builder("tributary.measure.batch")
            .description("From a batch of minutes' arrival until all its rows are durable")
            .tag("feed", Topics.RECENTCHANGE)
            .publishPercentileHistogram(false)
            .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag("feed", Topics.RECENTCHANGE)
        .register(meters);
  }

  void count(ChangeCounter.Outcome outcome) {
    Objects.requireNonNull(changes.get(outcome)).increment();
  }

  void written(long rows, Duration took) {
    minutes.increment(rows);
    batch.record(took);
  }

  void recounted() {
    recounts.increment();
  }

  void addedUp() {
    hours.increment();
  }

  void threadReplaced() {
    replaced.increment();
  }
}
