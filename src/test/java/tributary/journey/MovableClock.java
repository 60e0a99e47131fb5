package tributary.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Runs on from the time it was set to, and can be put forward: hours pass when a test says so. */
final class MovableClock extends Clock {
  private final Clock real = Clock.systemUTC();
  private volatile Duration ahead;

  MovableClock(Instant now) {
    this.ahead = Duration.between(real.instant(), now);
  }

  synchronized void forward(Duration time) {
    ahead = ahead.plus(time);
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("everything here is in UTC");
  }
}
