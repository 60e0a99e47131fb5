package tributary.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.ingest.sse.StreamCounts;
import tributary.platform.FeedGap;
import tributary.platform.Ledger;
import tributary.platform.LedgerEntry;

/**
 * Repeats and gaps of each feed, since the installation began: in the ledger, at most once a second
 * and only when they have changed, and as meters.
 */
@Component
class IngestCounts implements StreamCounts, DisposableBean {
  static final String STAGE = "ingest";
  private static final Logger LOG = LoggerFactory.getLogger(IngestCounts.class);
  private static final long POSITION_NANOS = Duration.ofSeconds(10).toNanos();

  private record Now(Totals totals, @Nullable Instant followedFrom, @Nullable String position) {
    static final Now NOTHING = new Now(new Totals(0, 0), null, null);
  }

  private static final class Feed {
    final Counter events;
    volatile Now now = Now.NOTHING;
    final GapList gaps = new GapList();
    Now published = now;
    long publishedAt = System.nanoTime();

    Feed(Counter events) {
      this.events = events;
    }
  }

  private final Ledger ledger;
  private final MeterRegistry meters;
  private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ingest-counts");
            thread.setDaemon(true);
            return thread;
          });

  IngestCounts(Ledger ledger, MeterRegistry meters) {
    this.ledger = ledger;
    this.meters = meters;
    clockwork.scheduleWithFixedDelay(this::publish, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public Totals last(String stream) {
    LedgerEntry entry = ledger.current(STAGE, stream, Topics.rawOf(stream), 0);
    Totals totals = new Totals(entry.count("repeats"), entry.count("gaps"));
    Feed feed = feed(stream);
    synchronized (feed) {
      feed.now = new Now(totals, entry.oldestEventAt(), entry.position());
      feed.published = feed.now;
      feed.gaps.restore(FeedGap.of(ledger.all(), stream));
    }
    return totals;
  }

  @Override
  public void event(String stream) {
    feed(stream).events.increment();
  }

  @Override
  public void now(String stream, Totals totals, @Nullable String position) {
    Feed feed = feed(stream);
    feed.now = new Now(totals, feed.now.followedFrom(), position);
  }

  @Override
  public @Nullable Instant followedFrom(String stream) {
    return feed(stream).now.followedFrom();
  }

  @Override
  public void follows(String stream, Instant from) {
    Feed feed = feed(stream);
    feed.now = new Now(feed.now.totals(), from, feed.now.position());
  }

  @Override
  public void lost(String stream, Instant from, Instant to, long events) {
    feed(stream).gaps.add(new FeedGap(from, to, events));
  }

  private Feed feed(String stream) {
    Feed known = feeds.get(stream);
    return known != null ? known : feeds.computeIfAbsent(stream, this::meet);
  }

  private Feed meet(String stream) {
    Feed feed =
        new Feed(
            Counter.builder("tributary.ingest.events")
                .description("Events received for the first time by this process")
                .tag("feed", stream)
                .register(meters));
    FunctionCounter.builder("tributary.ingest.repeats", feed, f -> f.now.totals().repeats())
        .description("Events that came again and were dropped, since the installation began")
        .tag("feed", stream)
        .register(meters);
    FunctionCounter.builder("tributary.ingest.gaps", feed, f -> f.now.totals().gaps())
        .description("Events the source numbered and never sent, since the installation began")
        .tag("feed", stream)
        .register(meters);
    return feed;
  }

  private void publish() {
    feeds.forEach(this::publish);
  }

  private void publish(String stream, Feed feed) {
    synchronized (feed) {
      Now now = feed.now;
      boolean due =
          !now.totals().equals(feed.published.totals())
              || !Objects.equals(now.followedFrom(), feed.published.followedFrom())
              || (!now.equals(feed.published)
                  && System.nanoTime() - feed.publishedAt > POSITION_NANOS);
      if (!due) {
        return;
      }
      try {
        feed.gaps.changed().forEach((n, gap) -> ledger.publish(gap.entry(stream, n)));
        ledger.publish(entry(stream, now));
        feed.published = now;
        feed.publishedAt = System.nanoTime();
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("feed", stream).setCause(e).log("Counts could not be published");
      }
    }
  }

  private static LedgerEntry entry(String stream, Now now) {
    return new LedgerEntry(
        STAGE,
        stream,
        Topics.rawOf(stream),
        0,
        0,
        Map.of("repeats", now.totals().repeats(), "gaps", now.totals().gaps()),
        null,
        now.followedFrom(),
        now.position());
  }

  @Override
  public void destroy() {
    clockwork.shutdownNow();
    publish();
  }
}
