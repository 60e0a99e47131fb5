package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageCreationsTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");

  @Test
  void givesTheSameEventsForTheSameSeedAndOthersForAnother() {
    assertThat(texts(made(7, 500))).isEqualTo(texts(made(7, 500)));
    assertThat(texts(made(8, 500))).isNotEqualTo(texts(made(7, 500)));
  }

  @Test
  void makesEveryKindAmongAFewHundredEvents() {
    Set<Kind> met = EnumSet.noneOf(Kind.class);
    made(7, 800).forEach(page -> met.addAll(page.kinds()));
    assertThat(met).containsExactlyInAnyOrder(Kind.values());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void makesNoneOfAKindWhoseRateIsZero(Kind kind) {
    List<PageCreation> pages =
        PageCreations.seeded(7, PageCreationOptions.everything().without(kind))
            .between(NOON, NOON.plusSeconds(400), 400);
    assertThat(pages).noneMatch(page -> page.kinds().contains(kind));
  }

  @Test
  void makesOnlyGoodEventsWhenAskedForPlainOnes() {
    KnownAnswers known = counted(PageCreations.seeded(7, PageCreationOptions.plain()), 1_000);
    assertThat(known.clean()).isEqualTo(1_000);
    assertThat(known.in()).isEqualTo(1_000);
    assertThat(known.quarantined()).isZero();
    assertThat(known.asOf(NOON.plusSeconds(1_000)).pages()).hasSize(1_000);
  }

  @Test
  void makesTheSameIdsForDifferentPagesAndUsersOnDifferentWikis() {
    Map<Long, Set<String>> wikisOfPage = new HashMap<>();
    Map<Long, Set<String>> namesOfUser = new HashMap<>();
    for (PageCreation page :
        PageCreations.seeded(7, PageCreationOptions.plain())
            .between(NOON, NOON.plusSeconds(500), 500)) {
      JsonNode event = Json.read(page.data());
      wikisOfPage
          .computeIfAbsent(event.path("page_id").asLong(), id -> new HashSet<>())
          .add(event.path("database").asText());
      namesOfUser
          .computeIfAbsent(event.at("/performer/user_id").asLong(), id -> new HashSet<>())
          .add(event.at("/performer/user_text").asText());
    }
    assertThat(wikisOfPage.values()).anyMatch(wikis -> wikis.size() > 10);
    assertThat(namesOfUser.values()).anyMatch(names -> names.size() > 5);
  }

  @Test
  void favoursTheBusiestWikisAndReachesTheSmallOnes() {
    Map<String, Long> counts =
        PageCreations.seeded(7, PageCreationOptions.plain())
            .between(NOON, NOON.plusSeconds(5_000), 5_000)
            .stream()
            .map(page -> Json.read(page.data()).at("/meta/domain").asText())
            .collect(Collectors.groupingBy(domain -> domain, TreeMap::new, Collectors.counting()));
    assertThat(counts.get("commons.wikimedia.org")).isGreaterThan(counts.get("en.wikipedia.org"));
    assertThat(counts).hasSize(Wiki.BY_ACTIVITY.size());
    assertThat(Wiki.databaseOf("be-tarask.wikipedia.org")).isEqualTo("be_x_oldwiki");
    assertThat(Wiki.databaseOf("sr.wikipedia.org")).isEqualTo("srwiki");
    assertThat(Wiki.databaseOf("uk.wikivoyage.org")).isEqualTo("ukwikivoyage");
  }

  @Test
  void breaksEveryMalformedEventInAWayThatTheWitnessCallsDead() {
    assertThat(
            Malformed.everyWay(APage.named("A").withEventId("x")).stream()
                .filter(data -> Recount.of(data).fate() != Recount.Fate.DEAD)
                .map(data -> new String(data, StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(Malformed.everyWay(APage.named("A").withEventId("x"))).hasSize(18);
  }

  @Test
  void countsAsManyOfAKindAsItSaysItMade() {
    List<PageCreation> pages = made(11, 2_000);
    KnownAnswers known = new KnownAnswers(clock(), 1 << 20);
    pages.forEach(page -> known.published(page.data()));
    assertThat(known.canaries()).isEqualTo(count(pages, Kind.CANARY));
    assertThat(known.dead()).isEqualTo(count(pages, Kind.MALFORMED));
    assertThat(known.in()).isEqualTo(2_000 - count(pages, Kind.REPEATED));
    assertThat(known.clean()).isEqualTo(known.in() - known.dead() - known.canaries());
  }

  @Test
  void hasPagesOfOneUserInOneSecond() {
    Map<String, Long> perSecond =
        made(7, 800).stream()
            .filter(page -> !page.kinds().contains(Kind.MALFORMED))
            .map(page -> Json.read(page.data()))
            .filter(event -> event.has("performer"))
            .map(
                event ->
                    event.at("/meta/dt").asText().substring(0, 19)
                        + event.path("database")
                        + event.at("/performer/user_text"))
            .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    assertThat(perSecond.values()).anyMatch(count -> count > 1);
  }

  @Test
  void buildsEqualBytesFromEqualDescriptions() {
    APage page = APage.named("Kyiv").on("uk.wikipedia.org").by("Ann", 7).at(NOON);
    assertThat(page.json())
        .isEqualTo(APage.named("Kyiv").on("uk.wikipedia.org").by("Ann", 7).at(NOON).json())
        .contains("\"database\":\"ukwiki\"")
        .contains("\"dt\":\"2026-02-26T12:00:00.000Z\"");
    assertThat(idOf(page.copy().at(NOON.plusMillis(1)))).isNotEqualTo(idOf(page));
    assertThat(idOf(page.copy().with("/rev_id", "x"))).isNotEqualTo(idOf(page));
  }

  @Test
  void repeatsTheHoursOfTheDemoEventByEvent() {
    List<PageCreation> hour = new DemoHistory(1, 900).events(493_000);
    assertThat(texts(new DemoHistory(1, 900).events(493_000))).isEqualTo(texts(hour));
    assertThat(hour.stream().filter(page -> !page.quiet())).hasSize(900);
    assertThat(hour.stream().filter(PageCreation::quiet)).hasSize(1);
    Instant start = Instant.ofEpochSecond(493_000L * 3_600);
    assertThat(hour)
        .allSatisfy(
            page ->
                assertThat(page.kafkaTime())
                    .isBetween(start.minusSeconds(1), start.plus(Duration.ofHours(1))));
    assertThat(texts(new DemoHistory(1, 900).events(493_001)))
        .doesNotContainAnyElementsOf(texts(hour));
  }

  private static List<PageCreation> made(long seed, int count) {
    return PageCreations.seeded(seed, PageCreationOptions.everything())
        .between(NOON, NOON.plusSeconds(count), count);
  }

  private static KnownAnswers counted(PageCreations pages, int count) {
    KnownAnswers known = new KnownAnswers(clock(), 1 << 20);
    pages
        .between(NOON, NOON.plusSeconds(count), count)
        .forEach(page -> known.published(page.data()));
    return known;
  }

  private static String idOf(APage page) {
    return Json.read(page.bytes()).at("/meta/id").asText();
  }

  private static java.time.Clock clock() {
    return java.time.Clock.fixed(NOON.plus(Duration.ofHours(1)), java.time.ZoneOffset.UTC);
  }

  private static long count(List<PageCreation> pages, Kind kind) {
    return pages.stream().filter(page -> page.kinds().contains(kind)).count();
  }

  private static List<String> texts(List<PageCreation> pages) {
    return pages.stream()
        .map(page -> page.quiet() + new String(page.data(), StandardCharsets.UTF_8))
        .toList();
  }
}
