package tributary.measure;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * DOWN while nothing is counted though it should be; a thread that was replaced is shown with what
 * ended it.
 */
@Component("measure")
class MeasureHealth implements HealthIndicator {
  private final MeasureStreams streams;

  MeasureHealth(MeasureStreams streams) {
    this.streams = streams;
  }

  @Override
  public Health health() {
    if (!streams.isAsked()) {
      return Health.up().withDetail("state", "left to other instances").build();
    }
    KafkaStreams.State state = streams.state();
    boolean counting = state != null && state.isRunningOrRebalancing();
    boolean beginning = state == null || state == KafkaStreams.State.CREATED;
    Health.Builder health =
        counting ? Health.up() : beginning ? Health.outOfService() : Health.down();
    health.withDetail("state", state == null ? "waiting for Kafka" : state.name());
    health.withDetail("replaced_threads", streams.replaced());
    String failure = streams.lastFailure();
    return failure == null ? health.build() : health.withDetail("last_failure", failure).build();
  }
}
