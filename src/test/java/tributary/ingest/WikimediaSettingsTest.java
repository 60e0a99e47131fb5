package tributary.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import tributary.ingest.sse.SseSettings;

class WikimediaSettingsTest {
  private static final String PREFIX = "tributary.ingest.wikimedia.";

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class)
          .withInitializer(
              context ->
                  new StartedStreams().postProcessEnvironment(context.getEnvironment(), null));

  @Configuration
  @EnableConfigurationProperties(WikimediaSettings.class)
  static class Settings {}

  @Test
  void readsThePublicStreamsWhenNothingIsSaid() {
    application.run(
        context -> {
          SseSettings sse = context.getBean(WikimediaSettings.class).toSse("1.2");
          assertThat(sse.url()).isEqualTo("https://stream.wikimedia.org/v2/stream");
          assertThat(sse.streams()).containsExactly("page-create", "recentchange");
          assertThat(sse.userAgent()).isEqualTo("Tributary/1.2 (contact not set)");
          assertThat(sse.since()).isNull();
          assertThat(sse.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
          assertThat(context.getBean(WikimediaSettings.class).isContactMissing()).isTrue();
          assertThat(context.getEnvironment().getProperty(StartedStreams.PREFIX + "page-create"))
              .isEqualTo("true");
        });
  }

  @Test
  void namesTheContactInTheUserAgent() {
    application
        .withPropertyValues(PREFIX + "contact=mail@example.org")
        .run(
            context ->
                assertThat(context.getBean(WikimediaSettings.class).toSse("1.2").userAgent())
                    .isEqualTo("Tributary/1.2 (mail@example.org)"));
  }

  @Test
  void takesAWholeUserAgentAsItIs() {
    application
        .withPropertyValues(PREFIX + "user-agent=Mine/3 (x)", PREFIX + "since=2026-02-26T12:00:00Z")
        .run(
            context -> {
              WikimediaSettings settings = context.getBean(WikimediaSettings.class);
              assertThat(settings.toSse("1.2").userAgent()).isEqualTo("Mine/3 (x)");
              assertThat(settings.toSse("1.2").since())
                  .isEqualTo(Instant.parse("2026-02-26T12:00:00Z"));
              assertThat(settings.isContactMissing()).isFalse();
            });
  }

  @Test
  void isSwitchedOffByAnEmptyListOfStreams() {
    application
        .withPropertyValues(PREFIX + "streams=")
        .run(
            context -> {
              assertThat(context.getBean(WikimediaSettings.class).streams()).isEmpty();
              assertThat(
                      context.getEnvironment().getProperty(StartedStreams.PREFIX + "page-create"))
                  .isEqualTo("false");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "streams, page-creat, there is no stream 'page-creat'",
    "streams, 'page-create,page-create', streams must not name one twice",
    "url, stream.wikimedia.org, url must be an absolute http or https URL",
    "url, ftp://stream.wikimedia.org/v2, url must be an absolute http or https URL",
    "since, yesterday, since",
    "user-agent, Łódź, userAgent",
    "idle-timeout, 0s, all times must be longer than zero",
    "resume-overlap, -1s, resume-overlap",
    "remembered-ids, 0, rememberedIds",
    "max-in-flight, 0, maxInFlight",
    "kept-head, 2MB, kept-head",
    "backoff-max, 10ms, backoff-max",
  })
  void stopsTheStartWithTheNameOfABadValue(String setting, String value, String named) {
    application
        .withPropertyValues(PREFIX + setting + "=" + value)
        .run(
            context -> {
              assertThat(context).hasFailed();
              assertThat(context.getStartupFailure()).hasStackTraceContaining(named);
            });
  }
}
