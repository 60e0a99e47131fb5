package tributary.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;

/**
 * The recentchange side of a {@link Simulator}: publishes changes and knows what must be counted of
 * them. All methods may be called from any thread.
 */
public final class ChangeSource {
  /** Appends to the log of this stream. */
  interface Sink {
    void append(boolean quiet, Instant kafkaTime, byte[] data, boolean stamped);
  }

  private final Sink sink;
  private final SimulatorOptions options;
  private final KnownChanges answers;

  ChangeSource(SimulatorOptions options, KnownChanges answers, Sink sink) {
    this.options = options;
    this.answers = answers;
    this.sink = sink;
  }

  /** What a reader of everything published so far must have counted. */
  public KnownChanges answers() {
    return answers;
  }

  public void publish(AChange change) {
    publish(change.bytes());
  }

  public void publish(String json) {
    publish(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Its Kafka time is its {@code meta.dt}; now, if that lies in the future or is unreadable. */
  public void publish(byte[] data) {
    Instant now = options.clock().instant();
    Instant eventTime = Recount.eventTimeOf(data);
    publish(data, eventTime == null || eventTime.isAfter(now) ? now : eventTime);
  }

  public void publish(byte[] data, Instant kafkaTime) {
    sink.append(false, kafkaTime, data, true);
  }

  public void publish(ChangeEvent change) {
    sink.append(change.quiet(), change.kafkaTime(), change.data(), true);
  }

  public void publishAll(Collection<ChangeEvent> changes) {
    changes.forEach(this::publish);
  }

  /** Any bytes at all (at least one), sent exactly as they are. */
  public void publishRaw(byte[] data) {
    sink.append(false, options.clock().instant(), data, false);
  }

  /** To the topic that is nearly silent. */
  public void publishQuietly(AChange change) {
    sink.append(true, options.clock().instant(), change.bytes(), true);
  }
}
