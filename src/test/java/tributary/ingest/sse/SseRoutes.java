package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tributary.platform.FeedStatus;

/** Routes that read from a scripted source, for tests of the component. */
abstract class SseRoutes {

  static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  static final long T = NOW.minusSeconds(5).toEpochMilli();
  static final String PAGES = "page-create";

  final FeedStatus status = new FeedStatus();
  final List<String> taken = new CopyOnWriteArrayList<>();
  final DefaultCamelContext camel = new DefaultCamelContext();
  final SseComponent component = new SseComponent();
  ScriptedSource source;

  @BeforeEach
  void open() throws Exception {
    source = new ScriptedSource();
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
    source.close();
  }

  interface Take {
    void take(Exchange exchange, Runnable done) throws Exception;
  }

  void start(SseSettings settings, Take take, String... streams) throws Exception {
    start(
        settings,
        new AsyncProcessorSupport() {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
              take.take(exchange, () -> {});
            } catch (Exception e) {
              exchange.setException(e);
            }
            callback.done(true);
            return true;
          }
        },
        streams);
  }

  void start(SseSettings settings, AsyncProcessor processor, String... streams) throws Exception {
    component.setSettings(settings);
    component.setFeedStatus(status);
    component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
    camel.getShutdownStrategy().setTimeout(1);
    camel.addComponent("sse", component);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            for (String stream : streams) {
              from("sse:" + stream).routeId(stream).process(processor);
            }
          }
        });
    camel.start();
  }

  SseSettings settings() {
    return TestSettings.of(source.url()).build();
  }

  void take(Exchange exchange, Runnable done) {
    taken.add(name(exchange));
  }

  String message() {
    String message = status.of(PAGES).message();
    return message == null ? "" : message;
  }

  static String name(Exchange exchange) {
    String id = Envelope.of(exchange.getMessage().getBody(byte[].class)).id();
    return id == null ? "?" : id;
  }

  static String header(Exchange exchange, String name) {
    return new String(exchange.getMessage().getHeader(name, byte[].class), UTF_8);
  }

  Exchange copy(Exchange exchange) {
    Exchange copy = new org.apache.camel.support.DefaultExchange(camel);
    copy.getMessage().copyFrom(exchange.getMessage());
    return copy;
  }
}
