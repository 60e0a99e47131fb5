package tributary.simulator;

import java.time.Instant;

/** A generated event of any stream, ready to be published. */
public sealed interface SourceEvent permits PageCreation, ChangeEvent {
  /** Whether it goes to the topic of the data centre that is not active. */
  boolean quiet();

  /** When it came in. */
  Instant kafkaTime();

  /** Its bytes, without what the service adds to {@code meta}. */
  byte[] data();
}
