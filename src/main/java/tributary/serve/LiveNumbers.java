package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.event.summary.MinuteSeries;
import tributary.platform.Cassandra;
import tributary.platform.FeedProgress;
import tributary.platform.FeedStatus;
import tributary.platform.LagMonitor;

/**
 * What the live stream says beside the events: the summary and the minutes as they are stored, and
 * how the feeds stand. While the store is away the summary stays what it was, with its own {@code
 * as_of}.
 */
@Component
class LiveNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(LiveNumbers.class);
  private static final Set<MeasuredPart> PARTS = KpiSummary.PARTS;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MeasuredFeed measured;
  private final FeedState states;
  private final FeedStatus connections;
  private final FeedCounts counts;
  private final FeedProgress progress;
  private final LagMonitor lags;
  private final LiveSettings settings;
  private final Clock clock;
  private final String mode;

  LiveNumbers(
      MeasuredFeed measured,
      FeedState states,
      FeedStatus connections,
      FeedCounts counts,
      FeedProgress progress,
      LagMonitor lags,
      LiveSettings settings,
      Clock clock,
      @Value("${tributary.mode:live}") String mode) {
    this.measured = measured;
    this.states = states;
    this.connections = connections;
    this.counts = counts;
    this.progress = progress;
    this.lags = lags;
    this.settings = settings;
    this.clock = clock;
    this.mode = mode;
  }

  /**
   * Each as JSON.
   *
   * @param summary null before the first one
   * @param minutes by their start
   */
  record Numbers(@Nullable String summary, SortedMap<Instant, String> minutes, String feeds) {
    static final Numbers NONE = new Numbers(null, new TreeMap<>(), "[]");

    /** The minutes that an earlier look did not have, or had otherwise. */
    List<String> minutesSince(Numbers earlier) {
      List<String> changed = new ArrayList<>();
      minutes.forEach(
          (start, minute) -> {
            if (!minute.equals(earlier.minutes.get(start))) {
              changed.add(minute);
            }
          });
      return changed;
    }
  }

  /**
   * One minute, as far as it is counted.
   *
   * @param events null where the minute is not covered
   * @param provisional whether more of it may be on its way
   */
  record Minute(
      Instant start,
      @Nullable Long events,
      @Nullable Long bytes,
      @Nullable Long bots,
      @Nullable Long humans,
      @Nullable Long newPages,
      boolean provisional) {}

  /** How a feed stands, and the stretch of its event time that is stored. */
  record Feed(
      String feed,
      String state,
      @Nullable Instant lastEventAt,
      @Nullable Instant coveredFrom,
      @Nullable Instant coveredThrough) {}

  /** live or simulation. */
  String mode() {
    return mode;
  }

  /** Looks now, and takes as long as the store does. */
  Numbers look(Numbers before) {
    String feeds = Json.text(Topics.wikimediaFeeds().stream().map(this::feed).toList());
    try {
      Instant end = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
      Range range = new Range(end.minus(settings.lookback()), end);
      Measured now = measured.read(range, PARTS);
      return new Numbers(Json.text(KpiSummary.of(now).fields()), minutes(now), feeds);
    } catch (RuntimeException e) {
      if (!Cassandra.isOutage(e)) {
        LOG.atError().setCause(e).log("The live numbers could not be read");
      }
      return new Numbers(before.summary(), before.minutes(), feeds);
    }
  }

  private static SortedMap<Instant, String> minutes(Measured measured) {
    SortedMap<Instant, String> minutes = new TreeMap<>();
    MinuteSeries.@Nullable Point[] points = measured.minutes();
    int last = lastCovered(measured);
    for (int i = 0; i < points.length; i++) {
      boolean covered = measured.coverage().covers(i);
      MinuteSeries.Point point = points[i];
      boolean counted = covered || i > last;
      minutes.put(
          measured.start(i),
          Json.text(
              new Minute(
                  measured.start(i),
                  counted ? (Long) (point == null ? 0L : point.events()) : null,
                  counted ? (Long) (point == null ? 0L : point.bytes()) : null,
                  counted ? (Long) (point == null ? 0L : point.bots()) : null,
                  counted ? (Long) (point == null ? 0L : point.humans()) : null,
                  counted ? (Long) (point == null ? 0L : point.newPages()) : null,
                  !covered)));
    }
    return minutes;
  }

  /** Behind it minutes are not covered because they are not over. */
  private static int lastCovered(Measured measured) {
    int last = measured.coverage().length() - 1;
    while (last >= 0 && !measured.coverage().covers(last)) {
      last--;
    }
    return last < 0 ? measured.coverage().length() - 2 : last;
  }

  private Feed feed(String feed) {
    String state =
        states.of(
            feed,
            connections.of(feed),
            lags.lag(LagMonitor.group("clean", feed)),
            lags.lag(LagMonitor.group("store", feed)));
    return new Feed(
        feed,
        state,
        counts.of(feed).newestEventAt(),
        progress.coverageStart(feed),
        progress.storedThrough(feed));
  }
}
