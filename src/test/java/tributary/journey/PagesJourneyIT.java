package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.NOW;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tributary.simulator.AnswersAt;

/** Every question about pages, domains and users of a night in which everything happened. */
@ExtendWith(ToldStory.class)
class PagesJourneyIT {
  private final Journey journey;
  private final AnswersAt known;
  private final Expected small;
  private final Expected large;

  PagesJourneyIT(Journey journey) {
    this.journey = journey;
    known = journey.known();
    small = new Expected(journey.api(), journey::known, 3);
    large = new Expected(journey.api(), journey::known, 1000);
  }

  @Test
  void listsEveryDomainOnceInOrder() {
    small.domains();
    large.domains();
    assertThat(known.domains()).containsSubsequence(Story.WIDE, Story.EMOJI);
    assertThat(journey.api().json("/api/domains").findValuesAsText("canary")).isEmpty();
  }

  @Test
  void countsAndListsThePagesOfEveryDomain() {
    for (String domain : known.domains()) {
      large.domain(domain, hour(-6), hour(-2));
      small.domain(domain, hour(-5).plusSeconds(1_234).plusMillis(1), hour(-2).plusMillis(1));
    }
    large.domain("never.heard.of", hour(-6), hour(-2));
  }

  @Test
  void listsThePagesOfEveryUserByIdWithAndWithoutDomain() {
    for (Object id : new TreeSet<>(values("user_id"))) {
      small.userId(((Number) id).longValue());
    }
    small.userId(999_999);
    assertThat(journey.api().json("/api/users/4242/pages").findValuesAsText("domain"))
        .containsExactlyInAnyOrder(
            "en.wikipedia.org", "de.wikipedia.org", "uk.wikipedia.org", "ja.wikipedia.org");
  }

  @Test
  void listsThePagesOfEveryUserByNameHoweverItIsWritten() {
    assertThat(values("user_name")).containsAll(List.copyOf(Story.HOSTILE_NAMES));
    for (Object name : new TreeSet<>(values("user_name"))) {
      small.userName(name.toString());
    }
    small.userName("Nobody at all");
  }

  @Test
  void findsAPageIdOnEveryWikiThatKnowsIt() {
    for (Object id : new TreeSet<>(values("page_id"))) {
      small.pageId(((Number) id).longValue());
    }
    assertThat(journey.api().json("/api/pages/42").get("pages")).hasSize(4);
    assertThat(journey.api().json("/api/pages/" + Story.LARGEST).get("pages")).hasSize(1);
    assertThat(journey.api().get("/api/pages/43").statusCode()).isEqualTo(404);
    assertThat(journey.api().get("/api/pages/42?domain=fr.wikipedia.org").statusCode())
        .isEqualTo(404);
  }

  @Test
  void listsEverybodysPagesOfAnyRangeWithoutLossOrRepeat() {
    small.pagesOfEverybody(hour(-30), NOW.plus(Duration.ofHours(1)));
    large.pagesOfEverybody(
        Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("2199-01-01T00:00:00Z"));
    large.pagesOfEverybody(hour(-2).minusMillis(1), hour(-2));
    large.pagesOfEverybody(hour(-2), hour(-2).plusMillis(1));
    large.pagesOfEverybody(hour(-9).minusSeconds(1), hour(-9).plusSeconds(1));
  }

  @Test
  void saysToTheSecondWhoWasActive() {
    large.activeUsers(hour(-24), hour(1));
    small.activeUsers(hour(-24), hour(1));
    large.activeUsers(hour(-5), hour(-4));
    large.activeUsers(hour(-5).plusSeconds(1_234), hour(-5).plusSeconds(1_235));
    large.activeUsers(hour(-6), hour(-4).plusSeconds(43));
    large.activeUsers(hour(-2).minusSeconds(1), hour(-2));
    large.activeUsers(hour(-2), hour(-2).plusSeconds(1));
    // the name is that of the latest page inside the range
    JsonNode active =
        journey.api().json("/api/users/active?from=" + hour(-6) + "&to=" + hour(-4).plusSeconds(1));
    assertThat(active.findValuesAsText("user_name"))
        .contains("Old name")
        .doesNotContain("New name");
  }

  @Test
  void keepsTheFutureBackAndWhoIsNobodyOutOfTheLists() {
    JsonNode all =
        journey.api().json("/api/pages?limit=1000&to=2199-01-01T00:00:00Z&from=" + hour(-24));
    List<String> titles = all.findValuesAsText("page_title");
    assertThat(titles).contains("No_one", "Nobody_named", "Late", "x".repeat(4_000));
    assertThat(titles).doesNotContain("In_2099", "Soon", "TestPage10", "x".repeat(5_000));
    List<String> users =
        journey
            .api()
            .json("/api/users/active?from=" + hour(-3) + "&to=" + hour(-2))
            .findValuesAsText("user_name");
    assertThat(users).isNotEmpty().doesNotContain("", "null");
  }

  @Test
  void parksEveryMalformedEventWithItsReason() {
    assertThat(journey.answers().dead()).isGreaterThan(205);
    JsonNode letters =
        journey
            .api()
            .walk("/api/dead-letters?topic=wikimedia.page-create.raw", "dead_letters", 50)
            .get("dead_letters");
    assertThat((long) letters.size()).isEqualTo(journey.answers().dead());
    assertThat(new TreeSet<>(letters.findValuesAsText("reason")))
        .contains(
            "not-json",
            "not-an-object",
            "missing-meta-id",
            "missing-meta-dt",
            "bad-meta-dt",
            "bad-meta-domain",
            "missing-database",
            "missing-page-title",
            "bad-page-title",
            "missing-page-id",
            "bad-page-id");
  }

  private List<Object> values(String field) {
    return known.pages().stream()
        .map((Map<String, Object> page) -> page.get(field))
        .filter(java.util.Objects::nonNull)
        .toList();
  }
}
