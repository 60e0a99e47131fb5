package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.eventually;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three hourly reports of a night in which everything happened, as of every hour. */
@ExtendWith(ToldStory.class)
class ReportsJourneyIT {
  private final Journey journey;

  ReportsJourneyIT(Journey journey) {
    this.journey = journey;
  }

  @Test
  void equalTheRecountOfTheSourceAsOfEveryHourAlsoOfHoursToCome() {
    new Expected(journey.api(), journey::known, 100).reportsOfEveryHour(hour(-24), hour(9));
  }

  @Test
  void equalTheRecountOfTheSourceForAnHourLongPast() {
    new Expected(journey.api(), journey::known, 100)
        .reportsOfEveryHour(
            Instant.parse("1492-10-12T06:00:00Z"), Instant.parse("1492-10-12T15:00:00Z"));
    assertThat(userNames("1492-10-12T14:30:00Z")).containsExactly("Columbus");
  }

  @Test
  void coverSixHoursWithoutTheLastFinishedAndTheRunningOne() {
    eventually(
        () -> {
          JsonNode report = journey.api().json("/api/reports/domains-by-hour");
          assertThat(report.findValuesAsText("time_start"))
              .containsExactly("02:00", "03:00", "04:00", "05:00", "06:00", "07:00");
          assertThat(report.get(5).get("time_end").asText()).isEqualTo("08:00");
          assertThat(report.get(5).get("to").asText()).isEqualTo("2027-01-01T08:00:00Z");
        });
  }

  @Test
  void putThePageOfTheLastMillisecondIntoItsOwnHour() {
    eventually(
        () -> {
          JsonNode atNine =
              journey.api().json("/api/reports/domains-by-hour?at=2027-01-01T08:59:59Z");
          assertThat(atNine.get(5).get("time_start").asText()).isEqualTo("06:00");
          assertThat(count(atNine.get(5), Story.BORDER)).isEqualTo(1);
          JsonNode atTen =
              journey.api().json("/api/reports/domains-by-hour?at=2027-01-01T09:59:59Z");
          assertThat(atTen.get(5).get("time_start").asText()).isEqualTo("07:00");
          assertThat(count(atTen.get(5), Story.BORDER)).isEqualTo(1);
        });
  }

  @Test
  void endTheLastHourOfADayAtMidnight() {
    eventually(
        () -> {
          JsonNode report =
              journey.api().json("/api/reports/domains-by-hour?at=2027-01-01T01:00:00Z");
          assertThat(report.get(5).get("time_start").asText()).isEqualTo("23:00");
          assertThat(report.get(5).get("time_end").asText()).isEqualTo("00:00");
          assertThat(count(report.get(5), "en.wikipedia.org")).isEqualTo(1);
          assertThat(count(report.get(4), "en.wikipedia.org")).isEqualTo(1);
          JsonNode bots = journey.api().json("/api/reports/bots-by-domain?at=2027-01-01T01:00:00Z");
          assertThat(bots.get("time_end").asText()).isEqualTo("00:00");
        });
  }

  @Test
  void keepEmptyHoursAndLeaveOutDomainsWithoutBots() {
    eventually(
        () -> {
          JsonNode empty =
              journey.api().json("/api/reports/domains-by-hour?at=2026-12-25T12:00:00Z");
          assertThat(empty).hasSize(6);
          assertThat(empty.findValues("statistics")).allMatch(JsonNode::isEmpty);
          assertThat(empty.findValuesAsText("complete")).containsOnly("false");
          JsonNode bots = journey.api().json("/api/reports/bots-by-domain?at=2027-01-01T09:00:00Z");
          assertThat(bots.get("statistics"))
              .isEqualTo(
                  Api.asJson(
                      List.of(
                          Map.of("domain", "commons.wikimedia.org", "created_by_bots", 3),
                          Map.of("domain", "www.wikidata.org", "created_by_bots", 1))));
        });
  }

  @Test
  void cutTheUsersBehindTwentyByTheirNames() {
    eventually(
        () ->
            assertThat(userNames("2026-12-31T21:00:00Z"))
                .hasSize(20)
                .startsWith("Crowd a", "Crowd b")
                .endsWith("Crowd t"));
  }

  @Test
  void sortByCodePointAndShowTheLatestNameOfTheRange() {
    eventually(
        () -> {
          JsonNode hours =
              journey.api().json("/api/reports/domains-by-hour?at=2027-01-01T09:00:00Z");
          List<String> domains =
              StreamSupport.stream(hours.get(3).get("statistics").spliterator(), false)
                  .map(one -> one.fieldNames().next())
                  .toList();
          assertThat(domains).containsSubsequence(Story.WIDE, Story.EMOJI);
          assertThat(userNames("2027-01-01T09:00:00Z")).contains("New name");
          // [22:00, 04:00) holds the first of the three pages alone
          assertThat(userNames("2027-01-01T05:00:00Z"))
              .contains("Old name")
              .doesNotContain("New name");
        });
  }

  @Test
  void countAPageOnceThatWasCreatedAgain() {
    eventually(
        () -> {
          List<String> users = userNames("2027-01-01T09:00:00Z");
          assertThat(users).contains("Second", "Later").doesNotContain("First", "Too late");
          assertThat(userNames("2026-12-31T23:00:00Z")).doesNotContain("Earlier");
        });
  }

  @Test
  void sayThatARangeIsCompleteOnlyWhenAllOfItWasRead() {
    eventually(() -> assertThat(complete("2027-01-01T09:00:00Z")).isTrue());
    // the first hours were over before the source was followed
    assertThat(complete("2026-12-30T12:00:00Z")).isFalse();
    // the running hour is not over
    assertThat(complete("2027-01-01T11:00:00Z")).isFalse();
  }

  private boolean complete(String at) {
    return journey.api().json("/api/reports/bots-by-domain?at=" + at).get("complete").asBoolean();
  }

  private List<String> userNames(String at) {
    return journey.api().json("/api/reports/top-users?at=" + at).findValuesAsText("user_name");
  }

  private static int count(JsonNode hour, String domain) {
    int count = 0;
    for (JsonNode statistic : hour.get("statistics")) {
      count += statistic.path(domain).asInt();
    }
    return count;
  }
}
