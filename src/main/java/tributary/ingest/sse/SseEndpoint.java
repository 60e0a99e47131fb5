package tributary.ingest.sse;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Receive Server-Sent Events of one stream, each event once, resumed behind the last one that the
 * route stored.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "sse",
    title = "Server-Sent Events",
    syntax = "sse:stream",
    consumerOnly = true,
    remote = true,
    category = {Category.HTTP, Category.MESSAGING})
public final class SseEndpoint extends DefaultEndpoint {
  @UriPath(description = "Name of the stream, as it stands in the URL")
  @Metadata(required = true)
  private final String stream;

  @UriParam(
      label = "consumer",
      description =
          "Base of the URL; the stream's name is put behind it. Consumers of one URL share one"
              + " connection. Default: the component's.")
  private @Nullable String url;

  @UriParam(label = "consumer", description = "The User-Agent header. Default: the component's.")
  private @Nullable String userAgent;

  @UriParam(
      label = "consumer",
      javaType = "java.time.Duration",
      description =
          "Without a byte for so long (milliseconds) the connection is opened anew; of several"
              + " consumers the longest holds. Default: the component's.")
  private long idleTimeout;

  SseEndpoint(String uri, SseComponent component, String stream) {
    super(uri, component);
    this.stream = stream;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    SseConsumer consumer =
        new SseConsumer(this, processor, getSseComponent().connectionOf(url, userAgent));
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "sse: can be read from only; nothing can be sent to " + getEndpointUri());
  }

  Duration idleTimeout() {
    return idleTimeout > 0
        ? Duration.ofMillis(idleTimeout)
        : getSseComponent().getSettings().idleTimeout();
  }

  private SseComponent getSseComponent() {
    return (SseComponent) getComponent();
  }

  public String getStream() {
    return stream;
  }

  public @Nullable String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public @Nullable String getUserAgent() {
    return userAgent;
  }

  public void setUserAgent(String userAgent) {
    this.userAgent = userAgent;
  }

  public long getIdleTimeout() {
    return idleTimeout;
  }

  public void setIdleTimeout(long idleTimeout) {
    this.idleTimeout = idleTimeout;
  }
}
