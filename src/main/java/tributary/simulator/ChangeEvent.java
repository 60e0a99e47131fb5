package tributary.simulator;

import java.time.Instant;
import java.util.Set;

/**
 * A generated recentchange event, ready to be published.
 *
 * @param quiet whether it goes to the topic of the data centre that is not active
 * @param kafkaTime when it came in
 * @param data its bytes, without what the service adds to {@code meta}
 * @param kinds what is special about it
 */
public record ChangeEvent(boolean quiet, Instant kafkaTime, byte[] data, Set<ChangeKind> kinds)
    implements SourceEvent {
  public ChangeEvent {
    kinds = Set.copyOf(kinds);
  }
}
