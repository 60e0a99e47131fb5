package tributary.torture;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.TributaryApplication;

/** The whole application in the JVM of the test, with a clock of the test's own. */
final class LocalPipeline implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Api api;

  LocalPipeline(Servers servers, URI source, Clock clock, String... more) {
    SpringApplication application = new SpringApplication(TributaryApplication.class);
    application.addInitializers(
        prepared -> prepared.getBeanFactory().registerSingleton("clock", clock));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--tributary.kafka=external",
                "--tributary.cassandra=external",
                "--spring.kafka.bootstrap-servers=" + servers.bootstrapServers(),
                "--spring.cassandra.contact-points=" + servers.contactPoint(),
                "--spring.cassandra.local-datacenter=datacenter1"));
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--management.server.port=0",
            "--spring.jmx.enabled=false",
            "--tributary.data-dir=target/torture/" + servers.keyspace(),
            "--tributary.platform.topic-prefix=" + servers.topicPrefix(),
            "--tributary.store.keyspace=" + servers.keyspace(),
            "--tributary.store.release-interval=500",
            "--tributary.report.refresh-interval=500",
            "--tributary.serve.report-freshness=0s",
            "--tributary.serve.operator-token=" + Api.TOKEN,
            "--tributary.ingest.wikimedia.url=" + source,
            "--tributary.ingest.wikimedia.streams=page-create",
            "--tributary.ingest.wikimedia.contact=torture@example.org",
            "--tributary.ingest.wikimedia.backoff-max=1s"));
    arguments.addAll(List.of(more));
    context = application.run(arguments.toArray(String[]::new));
    api =
        new Api(
            Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
  }

  /** What a gauge says now. */
  double gauge(String name, String... tags) {
    return context.getBean(MeterRegistry.class).get(name).tags(tags).gauge().value();
  }

  Api api() {
    return api;
  }

  @Override
  public void close() {
    context.close();
  }
}
