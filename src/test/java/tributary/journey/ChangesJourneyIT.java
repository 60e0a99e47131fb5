package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.NOW;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tributary.simulator.ChangeAnswers;
import tributary.simulator.ChangeFilter;

/** The list of changes and the search, of hours in which every kind of change came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangesJourneyIT {
  private static final Instant FIRST = hour(-40);
  private static final Instant LAST = NOW.plus(Duration.ofMinutes(5));

  private Journey journey;
  private ChangeAnswers known;
  private ExpectedChanges expected;

  @BeforeAll
  void begin() {
    journey = new Journey(ChangesJourneyIT.class);
    ChangesStory.tell(journey.source, 41);
    journey.start(ChangesStory.SETTINGS).settledChanges();
    known = journey.changes().asOf(journey.clock.instant());
    expected = new ExpectedChanges(journey.api(), known);
  }

  @AfterAll
  void end() {
    journey.close();
  }

  @Test
  void holdEveryChangeOnceNewestFirst() {
    expected.changes(FIRST, LAST, ChangeFilter.ALL, 1_000);
    expected.changes(hour(-3), hour(-2).plusMillis(1), ChangeFilter.ALL, 97);
    expected.changes(hour(-1).plusMillis(1), hour(-1).plusSeconds(90), ChangeFilter.ALL, 1);
    expected.changes(hour(-200), hour(-100), ChangeFilter.ALL, 10);
  }

  @Test
  void coverTheNewestDayWhenNoRangeIsAskedFor() {
    int most = sinceADayBefore(journey.clock.instant());
    JsonNode all = journey.api().walk("/api/changes", "changes", 1_000);
    // the clock goes on while the list is fetched
    assertThat(all.get("changes").size()).isBetween(sinceADayBefore(journey.clock.instant()), most);
  }

  private int sinceADayBefore(Instant now) {
    return known.changes(now.minus(Duration.ofDays(1)), LAST, ChangeFilter.ALL).size();
  }

  @Test
  void areFilteredByEachFieldAlone() {
    for (String domain :
        List.of("en.wikipedia.org", "www.wikidata.org", "be-tarask.wikipedia.org", "no.such")) {
      expected.changes(FIRST, LAST, ChangeFilter.ALL.domain(domain), 500);
    }
    expected.changes(FIRST, LAST, ChangeFilter.ALL.wiki("commonswiki"), 500);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.type("log"), 500);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.type("new"), 7);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.bot(true), 500);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.bot(false), 500);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.namespace(-1), 500);
    for (String user : some(known.valuesOf("user"))) {
      expected.changes(FIRST, LAST, ChangeFilter.ALL.user(user), 50);
    }
    for (String title : some(known.valuesOf("title"))) {
      expected.changes(FIRST, LAST, ChangeFilter.ALL.title(title), 50);
    }
  }

  @Test
  void areFilteredByCombinations() {
    ChangeFilter english = ChangeFilter.ALL.domain("en.wikipedia.org");
    expected.changes(FIRST, LAST, english.type("edit").bot(false), 300);
    expected.changes(FIRST, LAST, english.namespace(1), 20);
    expected.changes(hour(-4), hour(-1), english.user("Ann").wiki("enwiki"), 20);
    expected.changes(FIRST, LAST, ChangeFilter.ALL.user("Cewbot").domain("www.wikidata.org"), 30);
    Map<String, Object> one = known.changes(hour(-3), hour(-2), english).get(0);
    ChangeFilter exactly = english.title(String.valueOf(one.get("title")));
    expected.changes(FIRST, LAST, exactly.type(String.valueOf(one.get("type"))), 5);
    expected.changes(FIRST, LAST, english.wiki("dewiki"), 20);
  }

  @Test
  void areFoundByTitleUserAndComment() {
    for (String text :
        List.of(
            "STRASSE",
            "größe",
            "cafe",
            "οδος",
            "łódź",
            "QUICKSTATEMENTS",
            "~2026",
            "'; drop",
            "<script",
            "zoe 🦊",
            "Київ",
            "never there")) {
      expected.search(FIRST, LAST, text, 200);
    }
    expected.search(hour(-3), hour(-2), "an", 11);
    assertThat(known.search(FIRST, LAST, "cafe")).isNotEmpty();
    assertThat(journey.api().get("/api/changes/search?q=a").statusCode()).isEqualTo(400);
  }

  @Test
  void areCountedExactly() {
    journey.changeCountsAreExact();
    assertThat(journey.changes().filtered().keySet())
        .containsExactly("canary", "type-categorize", "type-external", "type-other");
    assertThat(journey.changes().quarantined()).isPositive();
  }

  private static List<String> some(List<String> values) {
    int step = Math.max(1, values.size() / 15);
    return java.util.stream.IntStream.iterate(0, i -> i < values.size(), i -> i + step)
        .mapToObj(values::get)
        .toList();
  }
}
