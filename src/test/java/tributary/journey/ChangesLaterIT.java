package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.NOW;
import static tributary.journey.Journey.eventually;
import static tributary.journey.Journey.hour;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.AChange;
import tributary.simulator.ChangeFilter;
import tributary.simulator.Cut;

/** What comes late, again, or from the future, through cuts and a restart. */
class ChangesLaterIT {
  private final Journey journey = new Journey(ChangesLaterIT.class);

  @AfterEach
  void end() {
    journey.close();
  }

  @Test
  void correctsWhatWasAnsweredBeforeAndDoublesNothing() {
    journey.source.cutEvery(1_333, Cut.MID_FRAME);
    ChangesStory.tell(journey.source, 47);
    journey.start(ChangesStory.SETTINGS).settledChanges();
    everyAnswer();

    journey.stop();
    for (int i = 0; i < 40; i++) {
      Instant longAgo = hour(-28).plusSeconds(i * 1_999L);
      AChange late = AChange.edit("Late " + i).rcid(3_000_000_000L + i).on("uk.wikipedia.org");
      journey.source.changes().publish(late.at(longAgo).bytes(), NOW);
      AChange again = late.copy().withEventId("again " + i).lengths(1, 90_000).at(NOW);
      journey.source.changes().publish(again.bytes(), NOW);
    }
    journey.start(ChangesStory.SETTINGS).settledChanges();
    everyAnswer();

    journey.clock.forward(Duration.ofHours(4));
    journey.source.changes().publish(AChange.edit("Four hours on").rcid(1L << 51).at(hour(4)));
    journey.settledChanges();
    assertThat(journey.changes().now().valuesOf("title")).contains("To come");
    eventually(() -> expected().changes(hour(-40), hour(4), ChangeFilter.ALL, 1_000));
    eventually(() -> expected().metric("actions", hour(0), hour(4), 9));
    everyAnswer();
  }

  private void everyAnswer() {
    eventually(() -> expected().changes(hour(-40), hour(-1), ChangeFilter.ALL, 1_000));
    eventually(() -> expected().summary(hour(-29), hour(-1)));
    for (String name : ExpectedChanges.METRICS) {
      eventually(() -> expected().metric(name, hour(-29), hour(-1), 40));
    }
    eventually(() -> expected().histories(hour(-29), hour(-1)));
  }

  private ExpectedChanges expected() {
    return new ExpectedChanges(journey.api(), journey.changes().asOf(journey.clock.instant()));
  }
}
