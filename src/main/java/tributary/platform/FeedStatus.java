package tributary.platform;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What this instance knows of its connections to the sources, for people to read. */
@Component
public class FeedStatus {
  /** How a feed's connection stands. */
  public enum Connection {
    /** Not asked for, or switched off. */
    STOPPED,
    CONNECTING,
    CONNECTED,
    /** The source does not answer or refuses; {@code message} says what and until when. */
    WAITING
  }

  /**
   * @param connection how the connection stands
   * @param since when it became so
   * @param message one sentence for people; null when there is nothing to say
   * @param lastReceivedAt when the last event came in, repeats and canaries included
   * @param behind true while events come that are old: history after a resume
   */
  public record Status(
      Connection connection,
      @Nullable Instant since,
      @Nullable String message,
      @Nullable Instant lastReceivedAt,
      boolean behind) {
    static final Status STOPPED = new Status(Connection.STOPPED, null, null, null, false);
  }

  private final Map<String, Status> byFeed = new ConcurrentHashMap<>();

  public Status of(String feed) {
    return byFeed.getOrDefault(feed, Status.STOPPED);
  }

  public void connection(
      String feed, Connection connection, Instant since, @Nullable String message) {
    byFeed.compute(
        feed,
        (name, old) ->
            new Status(
                connection,
                since,
                message,
                old == null ? null : old.lastReceivedAt(),
                old != null && old.behind()));
  }

  public void received(String feed, Instant at, boolean behind) {
    byFeed.compute(
        feed,
        (name, old) ->
            old == null
                ? new Status(Connection.CONNECTED, at, null, at, behind)
                : new Status(old.connection(), old.since(), old.message(), at, behind));
  }
}
