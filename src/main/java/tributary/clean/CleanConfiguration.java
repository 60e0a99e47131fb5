package tributary.clean;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tributary.event.Topics;
import tributary.platform.EventTimeSettings;
import tributary.platform.KafkaClients;
import tributary.platform.Ledger;
import tributary.platform.StageMeters;
import tributary.platform.TopicSettings;

/** The clean stage of each feed, under the name its route calls it by. */
@Configuration(proxyBeanMethods = false)
class CleanConfiguration {
  @Bean
  CleanStage pageCleaner(
      Ledger ledger,
      TopicSettings topics,
      KafkaClients clients,
      CleanSettings settings,
      EventTimeSettings times,
      StageMeters meters,
      Clock clock) {
    return new CleanStage(
        Topics.PAGE_CREATE,
        new PageCleaner(),
        ledger,
        topics,
        new Repeats.Reader(clients, topics, settings.rememberedIds()),
        times,
        meters,
        clock);
  }
}
