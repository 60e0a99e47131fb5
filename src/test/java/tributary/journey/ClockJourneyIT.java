package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tributary.journey.Journey.eventually;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.simulator.APage;

/** What changes while time passes: the beginning, restarts, late and early events, new hours. */
class ClockJourneyIT {
  private static final String AT_NINE = "/api/reports/domains-by-hour?at=2027-01-01T09:00:00Z";

  private final Journey journey = new Journey(ClockJourneyIT.class);

  @AfterEach
  void end() {
    journey.close();
  }

  @Test
  void withoutSinceItBeginsWithWhatComesAndLaterWhereItWas() {
    // before the minute by which a resume reaches back
    journey.source.publish(APage.named("Too_early").at(Journey.NOW.minusSeconds(300)));
    journey.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> journey.source.openStreams() == 1);
    publish("First");
    eventually(() -> assertThat(titles()).containsExactly("First"));
    journey.stop();
    publish("While_away");
    // the setting is for a beginning, and this is none
    journey.start("tributary.ingest.wikimedia.since=" + hour(-24));
    publish("Back_again");
    eventually(() -> assertThat(titles()).containsExactly("Back_again", "While_away", "First"));
    eventually(() -> assertThat(journey.feed().get("stored").asInt()).isEqualTo(3));
    assertThat(journey.feed().get("in").asInt()).isEqualTo(3);
  }

  @Test
  void lateAndEarlyEventsCountWhenTheyCanAndReportsFollow() {
    journey.source.publish(APage.named("On_time").at(hour(-3).plusSeconds(5)));
    journey.start("tributary.ingest.wikimedia.since=" + hour(-8)).settled();
    eventually(() -> assertThat(pagesOfSix()).isEqualTo(1));
    HttpResponse<String> before = journey.api().get(AT_NINE);
    String tag = before.headers().firstValue("ETag").orElseThrow();

    publish("Just_now");
    journey.source.publish(
        APage.named("Late").at(hour(-3).plusSeconds(7)).bytes(), journey.clock.instant());
    journey.source.publish(APage.named("Early").at(hour(1).plusSeconds(9)));
    journey.settled();
    eventually(() -> assertThat(pagesOfSix()).isEqualTo(2));
    assertThat(journey.api().get(AT_NINE, "If-None-Match", tag).statusCode()).isEqualTo(200);
    assertThat(titles()).containsExactlyInAnyOrder("On_time", "Late", "Just_now");

    // 12:32: the early event's hour is the last but one, and was never in a report
    journey.clock.forward(Duration.ofHours(3));
    eventually(() -> assertThat(titles()).contains("Early"));
    eventually(
        () -> {
          JsonNode now = journey.api().json("/api/reports/domains-by-hour");
          assertThat(now.get(5).get("time_start").asText()).isEqualTo("10:00");
          assertThat(now.get(5).get("statistics").findValuesAsText("en.wikipedia.org"))
              .containsExactly("1");
        });
    journey.countsAreExact(journey.feed());
    new Expected(journey.api(), journey::known, 2).reportsOfEveryHour(hour(-4), hour(3));
  }

  private void publish(String title) {
    journey.source.publish(APage.named(title).at(journey.clock.instant()));
  }

  private List<String> titles() {
    return journey.api().json("/api/pages?from=" + hour(-24)).findValuesAsText("page_title");
  }

  /** How many pages the report as of 9 o'clock has in the hour from 6. */
  private int pagesOfSix() {
    JsonNode hour = journey.api().json(AT_NINE).get(4);
    assertThat(hour.get("time_start").asText()).isEqualTo("06:00");
    return hour.get("statistics").findValues("en.wikipedia.org").stream()
        .mapToInt(JsonNode::asInt)
        .sum();
  }
}
