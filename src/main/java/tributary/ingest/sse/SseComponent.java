package tributary.ingest.sse;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.StartupListener;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import tributary.platform.FeedStatus;

/**
 * The component {@code sse:}. Its consumers share one connection for each URL, which opens when
 * Camel has started. Without {@link #setStoredEvents stored events} positions live in memory only.
 */
@Component("sse")
public final class SseComponent extends DefaultComponent implements StartupListener {
  private final Map<SseSettings, SseConnection> connections = new ConcurrentHashMap<>();
  private SseSettings settings = SseSettings.defaults();
  private StoredEvents storedEvents = StoredEvents.none();
  private StreamCounts streamCounts = StreamCounts.none();
  private Lease lease = Lease.alone();
  private FeedStatus feedStatus = new FeedStatus();
  private Clock clock = Clock.systemUTC();
  private @Nullable OkHttpClient client;
  private volatile boolean contextStarted;

  @Override
  protected Endpoint createEndpoint(
      String uri, @Nullable String remaining, Map<String, Object> parameters) throws Exception {
    // In YAML the stream may stand among the parameters, and then there is nothing behind "sse:".
    Object named = parameters.remove("stream");
    String stream = remaining != null && !remaining.isBlank() ? remaining : String.valueOf(named);
    if (named == null && (remaining == null || remaining.isBlank())
        || !stream.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "sse: wants the name of one stream, such as sse:page-create, not " + uri);
    }
    SseEndpoint endpoint = new SseEndpoint(uri, this, stream);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  synchronized SseConnection connectionOf(@Nullable String url, @Nullable String userAgent) {
    SseSettings own = settings.with(url, userAgent);
    if (HttpUrl.parse(own.url()) == null) {
      throw new IllegalArgumentException(
          "sse: wants the http or https URL of the streams, not '" + own.url() + "'");
    }
    return connections.computeIfAbsent(own, this::open);
  }

  private SseConnection open(SseSettings own) {
    var around = new Surroundings(storedEvents, streamCounts, lease, feedStatus, clock);
    var connection = new SseConnection(own, around, client());
    if (contextStarted) {
      connection.contextStarted();
    }
    return connection;
  }

  private OkHttpClient client() {
    if (client == null) {
      client =
          new OkHttpClient.Builder()
              .protocols(List.of(Protocol.HTTP_1_1))
              .connectTimeout(settings.connectTimeout())
              .retryOnConnectionFailure(false)
              .followSslRedirects(false)
              // A stream is never reused, and an idle socket counts against the server's limit.
              .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
              .build();
    }
    return client;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    getCamelContext().addStartupListener(this);
  }

  @Override
  public synchronized void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    contextStarted = true;
    connections.values().forEach(SseConnection::contextStarted);
  }

  @Override
  protected void doStop() throws Exception {
    connections.values().forEach(SseConnection::stop);
    connections.clear();
    super.doStop();
  }

  public SseSettings getSettings() {
    return settings;
  }

  public void setSettings(SseSettings settings) {
    this.settings = settings;
  }

  public void setStoredEvents(StoredEvents storedEvents) {
    this.storedEvents = storedEvents;
  }

  public void setStreamCounts(StreamCounts streamCounts) {
    this.streamCounts = streamCounts;
  }

  public void setLease(Lease lease) {
    this.lease = lease;
  }

  public void setFeedStatus(FeedStatus feedStatus) {
    this.feedStatus = feedStatus;
  }

  public void setClock(Clock clock) {
    this.clock = clock;
  }
}
