package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tributary.platform.FeedStatus;

/** How a feed stands, in one of the four words that people see. */
@Component
class FeedState {
  private final ServeSettings settings;
  private final Clock clock;
  private final List<String> streams;

  FeedState(
      ServeSettings settings,
      Clock clock,
      @Value("${tributary.ingest.wikimedia.streams:page-create,recentchange}")
          List<String> streams) {
    this.settings = settings;
    this.clock = clock;
    this.streams = streams.stream().map(String::strip).toList();
  }

  /**
   * @param cleanLag records before the stage clean; empty when not known
   * @param storeLag records before the stage store
   */
  String of(String feed, FeedStatus.Status status, OptionalLong cleanLag, OptionalLong storeLag) {
    if (!streams.contains(feed) || status.connection() == FeedStatus.Connection.STOPPED) {
      return "stopped";
    }
    boolean behind =
        status.behind()
            || cleanLag.orElse(0) > settings.catchingUpLag()
            || storeLag.orElse(0) > settings.catchingUpLag();
    if (behind) {
      return "catching up";
    }
    Instant heard = status.lastReceivedAt() == null ? status.since() : status.lastReceivedAt();
    boolean silent =
        heard == null
            || Duration.between(heard, clock.instant()).compareTo(settings.staleAfter()) > 0;
    return silent ? "stale" : "live";
  }
}
