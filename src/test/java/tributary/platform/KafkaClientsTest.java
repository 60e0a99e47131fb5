package tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.kafka.KafkaAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KafkaClientsTest {
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(KafkaAutoConfiguration.class, SslAutoConfiguration.class))
          .withBean(KafkaClients.class)
          .withUserConfiguration(Names.class)
          .withPropertyValues(
              "spring.kafka.bootstrap-servers=one:1,two:2",
              "spring.kafka.security.protocol=SASL_SSL",
              "spring.kafka.properties.sasl.mechanism=PLAIN",
              "tributary.platform.topic-prefix=mine.");

  @EnableConfigurationProperties(TopicSettings.class)
  static class Names {}

  @Test
  void givesEveryClientSpringsServersAndSecurity() {
    application.run(
        context -> {
          KafkaClients clients = context.getBean(KafkaClients.class);
          for (var settings :
              new java.util.Map[] {
                clients.consumer("tributary-x"),
                clients.consumer(),
                clients.producer(),
                clients.admin(),
                clients.access()
              }) {
            assertThat(settings.get("bootstrap.servers")).isEqualTo("one:1,two:2");
            assertThat(settings.get("security.protocol")).isEqualTo("SASL_SSL");
            assertThat(settings.get("sasl.mechanism")).isEqualTo("PLAIN");
          }
        });
  }

  @Test
  void readsBytesAndCommitsNothingByItself() {
    application.run(
        context -> {
          var settings = context.getBean(KafkaClients.class).consumer("tributary-x");
          assertThat(settings)
              .containsEntry("group.id", "mine.tributary-x")
              .containsEntry("enable.auto.commit", false)
              .containsEntry("value.deserializer", ByteArrayDeserializer.class);
        });
  }

  @Test
  void givesNoTwoClientsTheSameId() {
    application.run(
        context -> {
          KafkaClients clients = context.getBean(KafkaClients.class);
          assertThat(clients.consumer("tributary-x").get("client.id"))
              .isNotEqualTo(clients.consumer("tributary-x").get("client.id"));
          assertThat(clients.consumer()).doesNotContainKey("group.id");
        });
  }

  @Test
  void leadsCamelsEndpointsToTheSameBrokers() {
    application.run(
        context -> {
          KafkaComponent component = new KafkaComponent(new DefaultCamelContext());
          var access = new CamelKafkaAccess(context.getBean(KafkaClients.class));
          assertThat(access.isEnabled("kafka", component)).isTrue();
          access.configure("kafka", component);
          assertThat(component.getKafkaClientFactory().getBrokers(new KafkaConfiguration()))
              .isEqualTo("one:1,two:2");
        });
  }
}
