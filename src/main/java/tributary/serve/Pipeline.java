package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.FeedProgress;
import tributary.platform.FeedStatus;
import tributary.platform.LagMonitor;
import tributary.platform.Ledger;

/** The pipeline as it stands now: from memory alone, so it answers while servers are away. */
@Component("pipeline")
class Pipeline {
  private final FeedCounts counts;
  private final FeedStatus status;
  private final FeedState state;
  private final LagMonitor lags;
  private final StageRates rates;
  private final FeedProgress progress;
  private final Ledger ledger;
  private final CamelContext camel;
  private final Clock clock;
  private final String mode;

  Pipeline(
      FeedCounts counts,
      FeedStatus status,
      FeedState state,
      LagMonitor lags,
      StageRates rates,
      FeedProgress progress,
      Ledger ledger,
      CamelContext camel,
      Clock clock,
      @Value("${tributary.mode:live}") String mode) {
    this.counts = counts;
    this.status = status;
    this.state = state;
    this.lags = lags;
    this.rates = rates;
    this.progress = progress;
    this.ledger = ledger;
    this.camel = camel;
    this.clock = clock;
    this.mode = mode;
  }

  /** One feed; the order of the components is the order of the keys. */
  record Feed(
      String feed,
      String state,
      @Nullable String message,
      java.time.@Nullable Instant lastEventAt,
      @Nullable Long ageSeconds,
      @Nullable String position,
      long in,
      long clean,
      Map<String, Long> filtered,
      long dead,
      long stored,
      long repeats,
      long gaps,
      long released,
      List<Stage> stages) {}

  /**
   * @param state of its route: started, suspended, stopped, or absent
   * @param rate events per second over the last ten seconds
   * @param lag records that wait; null for a stage that reads no topic, and when not known
   */
  record Stage(
      String stage, String route, String state, @Nullable Double rate, @Nullable Long lag) {}

  public Answer show(ApiRequest request) {
    List<Feed> feeds = Topics.wikimediaFeeds().stream().map(this::feed).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("mode", mode);
    body.put("feeds", feeds);
    return Answer.of(body, () -> table(feeds));
  }

  private Feed feed(String feed) {
    FeedCounts.Counts count = counts.of(feed);
    FeedStatus.Status now = status.of(feed);
    OptionalLong cleanLag = lags.lag(LagMonitor.group("clean", feed));
    OptionalLong storeLag = lags.lag(LagMonitor.group("store", feed));
    Long age =
        count.newestEventAt() == null
            ? null
            : Math.max(0, Duration.between(count.newestEventAt(), clock.instant()).toSeconds());
    String message = now.message();
    if (message == null && !ledger.isLoaded()) {
      message = "The counts have not been read from Kafka yet";
    }
    return new Feed(
        feed,
        state.of(feed, now, cleanLag, storeLag),
        message,
        count.newestEventAt(),
        age,
        count.position(),
        count.in(),
        count.clean(),
        count.filtered(),
        count.dead(),
        count.stored(),
        count.repeats(),
        count.gaps(),
        count.released(),
        List.of(
            stage("ingest", feed, "ingest-" + feed, OptionalLong.empty()),
            stage("clean", feed, "clean-" + feed, cleanLag),
            stage("store", feed, "store-" + feed, storeLag),
            feed.equals(Topics.RECENTCHANGE)
                ? stage("measure", feed, "measure-minutes", measureLag(feed))
                : stage("report", feed, "report-hourly", OptionalLong.empty())));
  }

  private OptionalLong measureLag(String feed) {
    Map<Integer, Long> waiting = progress.measureLags(feed);
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.values().stream().mapToLong(Long::longValue).sum());
  }

  private Stage stage(String stage, String feed, String route, OptionalLong lag) {
    ServiceStatus found = camel.getRouteController().getRouteStatus(route);
    return new Stage(
        stage,
        route,
        found == null ? "absent" : found.name().toLowerCase(Locale.ROOT),
        rates.rate(stage, feed),
        lag.isPresent() ? lag.getAsLong() : null);
  }

  private static Table table(List<Feed> feeds) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Feed feed : feeds) {
      for (Stage stage : feed.stages()) {
        rows.add(
            Arrays.<@Nullable Object>asList(
                feed.feed(),
                feed.state(),
                feed.lastEventAt(),
                feed.in(),
                feed.clean(),
                feed.dead(),
                feed.stored(),
                stage.stage(),
                stage.route(),
                stage.state(),
                stage.rate(),
                stage.lag()));
      }
    }
    return new Table(
        List.of(
            "feed",
            "feed_state",
            "last_event_at",
            "in",
            "clean",
            "dead",
            "stored",
            "stage",
            "route",
            "state",
            "rate",
            "lag"),
        rows);
  }
}
