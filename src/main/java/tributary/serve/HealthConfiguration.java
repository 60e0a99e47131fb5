package tributary.serve;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tributary.event.Topics;
import tributary.platform.FeedStatus;
import tributary.platform.LagMonitor;

/** The component {@code ingest} of the health: one part for each feed. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {
  @Bean("ingest")
  HealthContributor ingest(
      FeedState states, FeedStatus connections, FeedCounts counts, LagMonitor lags, Clock clock) {
    Map<String, HealthContributor> feeds = new LinkedHashMap<>();
    for (String feed : Topics.wikimediaFeeds()) {
      feeds.put(feed, new FeedHealth(feed, states, connections, counts, lags, clock));
    }
    return CompositeHealthContributor.fromMap(feeds);
  }
}
