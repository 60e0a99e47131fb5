package tributary.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.cassandra.CassandraAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import tributary.platform.ServersReady;
import tributary.platform.TopicSettings;
import tributary.simulator.Simulator;
import tributary.support.TestServers;

/** The ingest stage alone, with its real route, against a real Kafka. */
@EnableAutoConfiguration(exclude = CassandraAutoConfiguration.class)
@EnableConfigurationProperties({WikimediaSettings.class, TopicSettings.class})
@ComponentScan(
    basePackages = {"tributary.ingest", "tributary.platform"},
    useDefaultFilters = false,
    includeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern = {
              "tributary\\.ingest\\.(RawTail|IngestLease|IngestCounts|WikimediaConfiguration)",
              "tributary\\.platform\\.(KafkaClients|CamelKafkaAccess|KafkaPublisher|Ledger|FeedStatus"
                  + "|TopicProvisioner|TimeConfiguration)"
            }))
class IngestApplication {
  @Bean
  ServersReady serversReady() {
    return new ServersReady() {
      @Override
      public CompletableFuture<Void> kafkaReady() {
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public CompletableFuture<Void> cassandraReady() {
        return new CompletableFuture<>();
      }
    };
  }

  static ConfigurableApplicationContext start(Simulator simulator, String prefix, String... more) {
    List<String> arguments = new ArrayList<>(List.of(TestServers.arguments()));
    arguments.add("--tributary.platform.topic-prefix=" + prefix);
    arguments.add("--tributary.ingest.wikimedia.url=" + simulator.streamBase());
    arguments.add("--tributary.ingest.wikimedia.contact=test@example.org");
    arguments.add("--tributary.ingest.wikimedia.backoff-min=50ms");
    arguments.add(
        "--camel.main.routes-include-pattern=classpath:routes/0-shared/sources.camel.yaml,"
            + "classpath:routes/1-ingest/wikimedia.camel.yaml");
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(IngestApplication.class)
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }
}
