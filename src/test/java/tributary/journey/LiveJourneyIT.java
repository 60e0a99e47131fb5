package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.NOW;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.AChange;
import tributary.simulator.APage;
import tributary.support.LiveListener;

/**
 * From the source's socket to the live stream: what happens is told at once, and in the end too.
 */
class LiveJourneyIT {
  private final Journey journey = new Journey(LiveJourneyIT.class);

  @AfterEach
  void end() {
    journey.close();
  }

  @Test
  void tellsWhatHappensUntilTheApplicationStops() {
    AChange before = AChange.edit("Before").at(NOW.minus(Duration.ofSeconds(30)));
    journey.source.changes().publish(before);
    journey.start(ChangesStory.SETTINGS).settledChanges();
    try (LiveListener live = LiveListener.open(journey.api().port())) {
      JsonNode first = live.next().data();
      assertThat(first.get("mode").asText()).isEqualTo("live");
      assertThat(first.get("changes").findValuesAsText("title")).containsExactly("Before");
      assertThat(first.at("/changes/0"))
          .isEqualTo(journey.api().json("/api/changes").at("/changes/0"));

      journey.source.changes().publish(AChange.edit("Now").at(journey.clock.instant()));
      LiveListener.Event now = live.next(event -> event.changes() > 0);
      assertThat(now.data().at("/changes/0/title").asText()).isEqualTo("Now");

      journey.source.publish(APage.named("New_one").at(journey.clock.instant()));
      LiveListener.Event page = live.next(event -> !event.data().get("pages").isEmpty());
      assertThat(page.data().at("/pages/0/page_title").asText()).isEqualTo("New_one");
      assertThat(page.data().get("more_pages").asLong()).isZero();

      assertThat(live.next(event -> event.data().at("/summary/events").asLong() == 2)).isNotNull();
      LiveListener.Event feeds = live.next(event -> event.data().has("feeds"));
      assertThat(feeds.data().get("feeds").findValuesAsText("state"))
          .containsExactly("live", "live");

      journey.stop();
      assertThat(live.endsInOrder()).as("the stream ends behind a whole event").isTrue();
    }
  }
}
