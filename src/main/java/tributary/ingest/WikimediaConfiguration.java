package tributary.ingest;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tributary.ingest.sse.SseComponent;
import tributary.platform.FeedStatus;
import tributary.platform.TopicSettings;

/** Gives the component {@code sse:} Wikimedia's manners and this installation's memory. */
@Configuration(proxyBeanMethods = false)
class WikimediaConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(WikimediaConfiguration.class);

  /** What a record needs beside its event: its headers, the longest id included. */
  private static final int BESIDE_THE_EVENT = 128 * 1024;

  /** Acknowledgements only move counters: a thread of their own costs more than they do. */
  @Bean(name = "acknowledgements", defaultCandidate = false)
  ExecutorService acknowledgements() {
    return new CallersThread();
  }

  @Bean("sse")
  SseComponent sse(
      WikimediaSettings settings,
      TopicSettings topics,
      @Value("${tributary.version:dev}") String version,
      RawTail stored,
      IngestCounts counts,
      IngestLease lease,
      FeedStatus status,
      Clock clock) {
    if (settings.maxEventSize().toBytes() + BESIDE_THE_EVENT > topics.maxRecordSize()) {
      throw new IllegalStateException(
          "tributary.ingest.wikimedia.max-event-size must stay 128 KB below"
              + " tributary.platform.max-record-size ("
              + topics.maxRecordSize()
              + " bytes)");
    }
    if (settings.isContactMissing() && !settings.streams().isEmpty()) {
      LOG.warn(
          "Wikimedia asks for a way to contact whoever reads its streams: set"
              + " TRIBUTARY_INGEST_WIKIMEDIA_CONTACT to a URL or a mail address");
    }
    SseComponent sse = new SseComponent();
    sse.setSettings(settings.toSse(version));
    sse.setStoredEvents(stored);
    sse.setStreamCounts(counts);
    sse.setLease(lease);
    sse.setFeedStatus(status);
    sse.setClock(clock);
    return sse;
  }
}
