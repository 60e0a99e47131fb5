package tributary.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long from the source's publishing to a row that can be read: about 20 events a second are
 * looked for in pages_by_id, every 2 ms, until they are there.
 */
final class Latency {
  private static final long LOOK_NANOS = 2_000_000;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final CqlSession session;
  private final PreparedStatement select;
  private final ExecutorService lookers = Executors.newCachedThreadPool();
  private final List<Double> millis = new CopyOnWriteArrayList<>();

  Latency(CqlSession session, String keyspace) {
    this.session = session;
    this.select =
        session.prepare(
            "SELECT event_id FROM " + keyspace + ".pages_by_id WHERE page_id = ? AND wiki = ?");
  }

  /** Milliseconds at this rate, after some seconds of it that do not count. */
  Spread at(SourceProcess source, int rate, int seconds) throws Exception {
    source.live(rate, Math.max(2, seconds / 3), probe -> {});
    source.live(
        rate,
        seconds,
        probe ->
            lookers.execute(
                () -> look(probe[1], Long.parseLong(probe[2]), probe[3], micros(probe[4]))));
    lookers.shutdown();
    lookers.awaitTermination(LONGEST_NANOS, TimeUnit.NANOSECONDS);
    return Spread.of(millis);
  }

  private static Instant micros(String text) {
    long micros = Long.parseLong(text);
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }

  private void look(String wiki, long page, String event, Instant published) {
    long limit = System.nanoTime() + LONGEST_NANOS;
    while (System.nanoTime() < limit) {
      boolean there =
          session.execute(select.bind(page, wiki)).all().stream()
              .anyMatch(row -> event.equals(row.getString("event_id")));
      if (there) {
        Instant now = Clock.systemUTC().instant();
        millis.add(java.time.Duration.between(published, now).toNanos() / 1e6);
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    millis.add(LONGEST_NANOS / 1e6);
  }
}
