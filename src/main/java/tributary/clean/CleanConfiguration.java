package tributary.clean;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
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
  CleanStage pageCleaner(Stages stages) {
    return stages.of(Topics.PAGE_CREATE, new PageCleaner());
  }

  @Bean
  CleanStage changeCleaner(Stages stages, RecentchangeSettings settings) {
    return stages.of(Topics.RECENTCHANGE, new ChangeCleaner(Topics.RECENTCHANGE, settings));
  }

  /** What the stages of all feeds stand on. */
  @Component
  record Stages(
      Ledger ledger,
      TopicSettings topics,
      KafkaClients clients,
      CleanSettings settings,
      EventTimeSettings times,
      StageMeters meters,
      Clock clock) {

    CleanStage of(String feed, EventCleaner cleaner) {
      return new CleanStage(
          feed,
          cleaner,
          ledger,
          topics,
          new Repeats.Reader(clients, topics, settings.rememberedIds()),
          new ParkedBefore.Reader(clients, topics),
          times,
          meters,
          clock);
    }
  }
}
