package tributary.torture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Goes as all clocks do, from another time on, and can be put forward. */
final class MovableClock extends Clock {
  private volatile Duration ahead;

  MovableClock(Instant begin) {
    this.ahead = Duration.between(Instant.now(), begin);
  }

  void putForward(Duration by) {
    ahead = ahead.plus(by);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
