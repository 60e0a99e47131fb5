package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import tributary.platform.FeedStatus;
import tributary.platform.LagMonitor;

/**
 * How one feed comes in: DOWN when it stays away until somebody does something, OUT_OF_SERVICE
 * while it is silent or away and heals by itself, UP otherwise; always with the age of its last
 * event and with what waits before the stages.
 */
final class FeedHealth implements HealthIndicator {
  /** The source says no to us, not to the moment: waiting does not change its mind. */
  private static final Pattern FOR_SOMEBODY_TO_ACT_ON =
      Pattern.compile("HTTP (400|401|403|404)\\b.*");

  private final String feed;
  private final FeedState states;
  private final FeedStatus connections;
  private final FeedCounts counts;
  private final LagMonitor lags;
  private final Clock clock;

  FeedHealth(
      String feed,
      FeedState states,
      FeedStatus connections,
      FeedCounts counts,
      LagMonitor lags,
      Clock clock) {
    this.feed = feed;
    this.states = states;
    this.connections = connections;
    this.counts = counts;
    this.lags = lags;
    this.clock = clock;
  }

  @Override
  public Health health() {
    FeedStatus.Status now = connections.of(feed);
    OptionalLong clean = lags.lag(LagMonitor.group("clean", feed));
    OptionalLong store = lags.lag(LagMonitor.group("store", feed));
    String state = states.of(feed, now, clean, store);
    Health.Builder health = new Health.Builder(status(state, now));
    health.withDetail("state", state);
    health.withDetail("connection", now.connection().name().toLowerCase(Locale.ROOT));
    detail(health, "since", now.since());
    detail(health, "message", now.message());
    Instant newest = counts.of(feed).newestEventAt();
    detail(health, "last_event_at", newest);
    detail(health, "age_seconds", newest == null ? null : age(newest).toSeconds());
    detail(health, "clean_lag", clean.isPresent() ? clean.getAsLong() : null);
    detail(health, "store_lag", store.isPresent() ? store.getAsLong() : null);
    return health.build();
  }

  private static Status status(String state, FeedStatus.Status now) {
    String message = now.message();
    if (now.connection() == FeedStatus.Connection.WAITING) {
      boolean refused = message != null && FOR_SOMEBODY_TO_ACT_ON.matcher(message).matches();
      return refused ? Status.DOWN : Status.OUT_OF_SERVICE;
    }
    return state.equals("stale") ? Status.OUT_OF_SERVICE : Status.UP;
  }

  private Duration age(Instant at) {
    Duration age = Duration.between(at, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static void detail(Health.Builder health, String name, @Nullable Object value) {
    if (value != null) {
      health.withDetail(name, value instanceof Instant at ? at.toString() : value);
    }
  }
}
