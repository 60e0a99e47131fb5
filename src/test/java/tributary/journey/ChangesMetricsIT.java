package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.eventually;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every metric and history of hours in which every kind of change came, against a recount. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesMetricsIT {
  private static final java.util.List<String> NAMES = ExpectedChanges.METRICS;

  private Journey journey;
  private ExpectedChanges expected;

  @BeforeAll
  void begin() {
    journey = new Journey(ChangesMetricsIT.class);
    ChangesStory.tell(journey.source, 43);
    journey.start(ChangesStory.SETTINGS).settledChanges();
    expected = new ExpectedChanges(journey.api(), journey.changes().asOf(journey.clock.instant()));
  }

  @AfterAll
  void end() {
    journey.close();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void equalTheRecountOfTheSource(String name) {
    Instant minutes = hour(-2).plus(Duration.ofMinutes(7));
    eventually(() -> expected.metric(name, minutes, minutes.plus(Duration.ofMinutes(1)), 3));
    eventually(() -> expected.metric(name, minutes, hour(-1), 12));
    eventually(() -> expected.metric(name, hour(-5).plusSeconds(60), hour(-1), 1_000));
    // over midnight, the month and the year
    eventually(() -> expected.metric(name, hour(-29), hour(-1).plusSeconds(1_740), 50));
  }

  @Test
  void summarizeTheRange() {
    eventually(() -> expected.summary(hour(-1), hour(-1).plusSeconds(60)));
    eventually(() -> expected.summary(hour(-4).plusSeconds(120), hour(-1)));
    eventually(() -> expected.summary(hour(-29), hour(-1)));
  }

  @Test
  void lookBackFromNow() {
    eventually(
        () -> {
          JsonNode answer = journey.api().json("/api/metrics?lookback=30m");
          Instant from = Instant.parse(answer.get("from").asText());
          Instant to = Instant.parse(answer.get("to").asText());
          assertThat(Duration.between(from, to)).isEqualTo(Duration.ofMinutes(30));
          assertThat(answer.get("events").asLong())
              .isEqualTo(
                  journey
                      .changes()
                      .asOf(journey.clock.instant())
                      .metrics(from, to)
                      .summary()
                      .get("events"));
        });
  }

  @Test
  void sayNothingOfMinutesThatNobodyCovered() {
    Instant from = hour(-60);
    eventually(
        () -> {
          JsonNode answer =
              journey
                  .api()
                  .json("/api/metrics/traffic?from=" + from + "&to=" + from.plusSeconds(300));
          assertThat(answer.get("complete").asBoolean()).isFalse();
          assertThat(answer.get("series")).hasSize(5);
          assertThat(answer.get("series"))
              .allMatch(minute -> minute.get("events").isNull() && minute.get("bytes").isNull());
        });
  }

  @Test
  void haveAHistory() {
    eventually(() -> expected.histories(hour(-29), hour(-1)));
    eventually(() -> expected.histories(hour(-5), hour(-3)));
  }
}
