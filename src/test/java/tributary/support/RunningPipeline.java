package tributary.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.TributaryApplication;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;

/**
 * The whole application in this JVM, fed by a simulator, with a way to the store that can be cut.
 * Everything it logged is kept.
 */
public final class RunningPipeline implements AutoCloseable {
  private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
  private final Forwarder store = new Forwarder(TestServers.contactPoint());
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  /**
   * @param test whose names the data has
   * @param more settings beside those that every test needs
   */
  public RunningPipeline(Class<?> test, Map<String, String> more) {
    String keyspace = TestServers.keyspaceFor(test);
    Map<String, String> settings = new TreeMap<>();
    settings.put("tributary.kafka", "external");
    settings.put("tributary.cassandra", "external");
    settings.put("spring.kafka.bootstrap-servers", TestServers.bootstrapServers());
    settings.put("spring.cassandra.contact-points", store.address());
    settings.put("spring.cassandra.local-datacenter", "datacenter1");
    settings.put("tributary.store.keyspace", keyspace);
    settings.put("tributary.platform.topic-prefix", TestServers.topicPrefixFor(test));
    settings.put("tributary.data-dir", "target/data-of-" + keyspace);
    settings.put("tributary.ingest.wikimedia.url", simulator.streamBase().toString());
    settings.put("tributary.ingest.wikimedia.since", "2020-01-01T00:00:00Z");
    settings.put("tributary.mode", "simulation");
    settings.put("tributary.serve.query-timeout", "2s");
    settings.put("tributary.report.refresh-interval", "500");
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    settings.putAll(more);
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    log.start();
    context =
        new SpringApplicationBuilder(TributaryApplication.class)
            .listeners(started -> keepLog())
            .run(arguments.toArray(String[]::new));
  }

  /** Starting resets the logging, so this is done again and again until it stays. */
  private void keepLog() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
        && !root.isAttached(log)) {
      log.setContext(root.getLoggerContext());
      log.start();
      root.addAppender(log);
    }
  }

  public Simulator simulator() {
    return simulator;
  }

  public Forwarder store() {
    return store;
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  /** Every line logged so far, with its key values and its exception. */
  public List<String> logged() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      lines.add(
          event.getFormattedMessage()
              + " "
              + event.getKeyValuePairs()
              + (event.getThrowableProxy() == null
                  ? ""
                  : " " + event.getThrowableProxy().getMessage()));
    }
    return lines;
  }

  public String page() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  public String management() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port");
  }

  public HttpResponse<String> get(String url, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    context.close();
    simulator.close();
    store.close();
  }
}
