package tributary.ingest.sse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The component's settings with short waits. */
final class TestSettings {
  private final String url;
  private Instant since;
  private Duration idleTimeout = Duration.ofSeconds(30);
  private int maxInFlight = 100;

  private TestSettings(String url) {
    this.url = url;
  }

  static TestSettings of(String url) {
    return new TestSettings(url);
  }

  TestSettings since(Instant instant) {
    since = instant;
    return this;
  }

  TestSettings idleTimeout(Duration limit) {
    idleTimeout = limit;
    return this;
  }

  TestSettings maxInFlight(int events) {
    maxInFlight = events;
    return this;
  }

  SseSettings build() {
    return new SseSettings(
        url,
        List.of("page-create", "recentchange"),
        "Test/1",
        since,
        idleTimeout,
        Duration.ofSeconds(60),
        10_000,
        1024 * 1024,
        64 * 1024,
        maxInFlight,
        32L * 1024 * 1024,
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofMinutes(15),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2));
  }
}
