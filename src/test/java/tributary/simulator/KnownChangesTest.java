package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The witness of changes itself, against answers worked out by hand. */
class KnownChangesTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON.plusSeconds(600), ZoneOffset.UTC);
  private static final String DE = "de.wikipedia.org";

  private final KnownChanges known = new KnownChanges(CLOCK, 1 << 20);

  @Test
  void countsAChangeOnceAsItCameFirst() {
    publish(AChange.edit("A").rcid(5).lengths(10, 30).at(NOON));
    publish(
        AChange.edit("A").rcid(5).lengths(10, 99).withEventId("again").at(NOON.plusSeconds(70)));
    publish(AChange.edit("A").rcid(5).on(DE).at(NOON.plusSeconds(1)));
    publish(AChange.edit("A").withoutRcid().revisions(8, 9).withEventId("v").at(NOON));
    publish(AChange.edit("B").withoutRcid().revisions(7, 9).withEventId("v again").at(NOON));
    publish(AChange.log("A", "patrol", "patrol").withoutRcid().withEventId("e1").at(NOON));
    publish(AChange.log("A", "patrol", "patrol").withoutRcid().withEventId("e2").at(NOON));

    assertThat(known.clean()).isEqualTo(7);
    assertThat(known.now().count()).isEqualTo(5);
    assertThat(all().summary()).containsEntry("bytes", 20L + 20 + 20);
  }

  @Test
  void filtersWhatIsNotKeptByReason() {
    List<byte[]> events =
        List.of(
            AChange.edit("Talk:A").inNamespace(1).bytes(),
            AChange.edit("Special:A").inNamespace(-1).bytes(),
            AChange.ofType("categorize", "Category:A").bytes(),
            AChange.ofType("142", "Topic:A").bytes(),
            AChange.ofType("external", "A").bytes(),
            AChange.log("A", "move", "move").bytes(),
            AChange.canary(NOON).withEventId("c").bytes());
    KnownChanges strict = KnownChanges.of(events, CLOCK, Set.of("edit", "new"), false);
    assertThat(strict.filtered())
        .isEqualTo(
            Map.of(
                "talk", 1L,
                "type-categorize", 1L,
                "type-other", 1L,
                "type-external", 1L,
                "type-log", 1L,
                "canary", 1L));
    assertThat(strict.clean()).isEqualTo(1);
    assertThat(KnownChanges.of(events, CLOCK).clean()).isEqualTo(3);
  }

  @Test
  void hidesTheFutureUntilItsTimeComes() {
    publish(AChange.edit("Soon").at(NOON.plusSeconds(600 + 301)));
    publish(AChange.edit("Tolerated").at(NOON.plusSeconds(600 + 300)));
    assertThat(known.quarantined()).isEqualTo(1);
    assertThat(known.now().valuesOf("title")).containsExactly("Tolerated");
    assertThat(known.asOf(NOON.plusSeconds(901)).valuesOf("title"))
        .containsExactly("Soon", "Tolerated");
  }

  @Test
  void measuresDifferencesOnlyWhereBothLengthsAreKnown() {
    publish(AChange.edit("grown").rcid(1).lengths(10, 25));
    publish(AChange.edit("shrunk").rcid(2).lengths(25, 5));
    publish(AChange.edit("same").rcid(3).lengths(7, 7));
    publish(AChange.edit("half").rcid(4).without("/length/old"));
    publish(AChange.creation("made").rcid(5));
    publish(AChange.log("logged", "move", "move").rcid(6));

    assertThat(all().named("volume-change", 9).get("rows"))
        .isEqualTo(
            List.of(
                Map.of(
                    "additions", 135L,
                    "deletions", 20L,
                    "net", 115L,
                    "additions_events", 2L,
                    "deletions_events", 1L,
                    "neutral_events", 3L)));
    List<Map<String, Object>> rows = known.now().changes(NOON, soon(), ChangeFilter.ALL);
    assertThat(rows)
        .extracting(row -> row.get("title") + " " + row.get("length_diff"))
        .containsExactlyInAnyOrder(
            "grown 15", "shrunk -20", "same 0", "half null", "made 120", "logged null");
    assertThat(rows).extracting("bytes_changed").contains(15L, 20L, 0L, 120L);
  }

  @Test
  void takesAnAbsentFlagForUnknown() {
    publish(AChange.edit("A").rcid(1).byBot("Bot").minor(true));
    publish(AChange.edit("B").rcid(2).without("/bot").without("/minor"));
    publish(AChange.edit("C").rcid(3).with("/bot", "false"));
    publish(AChange.log("D", "move", "move").rcid(4));
    assertThat(all().named("users", 9).get("rows"))
        .isEqualTo(
            List.of(row("kind", "unknown", 2), row("kind", "bot", 1), row("kind", "human", 1)));
    assertThat(all().named("severity", 9).get("rows"))
        .isEqualTo(
            List.of(
                row("severity", "major", 1),
                row("severity", "minor", 1),
                row("severity", "unknown", 1)));
    assertThat(all().summary()).containsEntry("bots", 1L).containsEntry("humans", 1L);
  }

  @Test
  void cutsRowsAtTheTopAndSaysTheRest() {
    for (int i = 0; i < 3; i++) {
      publish(AChange.edit("A").rcid(10 + i).by("Ann").at(NOON.plusSeconds(i * 60L)));
    }
    publish(AChange.edit("A").rcid(1).on(DE).by("Ben").at(NOON));
    publish(AChange.edit("Z").rcid(2).on(DE).byNobody().at(NOON));
    Map<String, Object> editors = all().named("editors", 1);
    Map<String, Object> ann = new LinkedHashMap<>();
    ann.put("domain", "en.wikipedia.org");
    ann.put("user", "Ann");
    ann.put("is_bot", false);
    ann.put("events", 3L);
    ann.put("bytes", 60L);
    assertThat(editors).containsEntry("rows", List.of(ann));
    assertThat(editors).containsEntry("other", Map.of("events", 2L, "bytes", 40L));
    assertThat(editors).containsEntry("total", Map.of("events", 5L, "bytes", 100L));
    assertThat(all().editorsWith(1, 1)).isEqualTo(1);
    assertThat(all().editorsWith(2, 9)).isEqualTo(1);
    assertThat(all().summary())
        .containsEntry("distinct_editors", Map.of("value", 2L, "exact", true, "error", 0));
  }

  @Test
  void putsEachMinuteIntoTheSeriesEmptyOnesToo() {
    publish(AChange.edit("A").rcid(1).at(NOON.plusMillis(59_999)).lengths(0, 10));
    publish(AChange.edit("A").rcid(2).at(NOON.plusSeconds(120)).lengths(0, 20));
    publish(AChange.edit("A").rcid(3).at(NOON.plusSeconds(120)).lengths(25, 20));
    publish(AChange.edit("A").rcid(4).at(NOON.plusSeconds(180)));
    Map<String, Object> traffic =
        known.now().metrics(NOON, NOON.plusSeconds(180)).named("traffic", 9);
    assertThat(traffic.get("series"))
        .isEqualTo(
            List.of(
                Map.of(
                    "start",
                    "2026-02-26T12:00:00Z",
                    "events",
                    1L,
                    "bytes",
                    10L,
                    "mean_bytes",
                    10.0),
                Map.of(
                    "start", "2026-02-26T12:01:00Z", "events", 0L, "bytes", 0L, "mean_bytes", 0.0),
                Map.of(
                    "start",
                    "2026-02-26T12:02:00Z",
                    "events",
                    2L,
                    "bytes",
                    25L,
                    "mean_bytes",
                    12.5)));
  }

  @ParameterizedTest
  @CsvSource({
    "en.wikipedia.org,en,wikipedia",
    "be-tarask.wikipedia.org,be-tarask,wikipedia",
    "fr.m.wiktionary.org,fr,wiktionary",
    "commons.wikimedia.org,,commons",
    "commons.m.wikimedia.org,,commons",
    "www.wikidata.org,,wikidata",
    "m.wikidata.org,,wikidata",
    "test.wikidata.org,,wikidata",
    "test2.wikipedia.org,,wikipedia",
    "wikisource.org,,wikisource",
    "beta.wikiversity.org,,wikiversity",
    "pl.wikimedia.org,,pl",
    "www.mediawiki.org,,mediawiki"
  })
  void readsLanguageAndProjectFromTheDomain(String domain, String language, String project) {
    assertThat(SiteNames.language(domain)).isEqualTo(language);
    assertThat(SiteNames.project(domain)).isEqualTo(project);
  }

  @Test
  void filtersByEveryFieldAndTheirCombinations() {
    publish(AChange.edit("A").rcid(1).by("Ann"));
    publish(AChange.edit("A").rcid(2).on(DE).byBot("Ann"));
    publish(AChange.creation("B").rcid(3).on(DE).inNamespace(14));
    assertThat(count(ChangeFilter.ALL.domain(DE))).isEqualTo(2);
    assertThat(count(ChangeFilter.ALL.wiki("dewiki").title("A"))).isEqualTo(1);
    assertThat(count(ChangeFilter.ALL.user("Ann").bot(false))).isEqualTo(2);
    assertThat(count(ChangeFilter.ALL.type("new"))).isEqualTo(1);
    assertThat(count(ChangeFilter.ALL.namespace(14).domain("en.wikipedia.org"))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Straße,STRASSE",
    "Cafe\u0301,café",
    "ΟΔΟΣ,οδός",
    "Łódź,ŁODZ",
    "İstanbul,istanbul",
    "Київ,київ"
  })
  void findsTextWithoutRegardToCaseAndMarks(String title, String asked) {
    publish(AChange.edit("The " + title + " of it").rcid(1));
    publish(AChange.edit("Else").rcid(2).by("x" + title));
    publish(AChange.edit("Else").rcid(3).commented(title));
    publish(AChange.edit("Else").rcid(4).byNobody());
    assertThat(known.now().search(NOON, soon(), asked)).hasSize(3);
  }

  @Test
  void looksBackAWholeDayForTheMovingMean() {
    for (int hour = 0; hour < 30; hour++) {
      publish(AChange.edit("A").rcid(1 + hour).at(NOON.minus(Duration.ofHours(hour))));
    }
    publish(AChange.edit("A").rcid(99).at(NOON.minus(Duration.ofHours(1))));
    Instant from = NOON.minus(Duration.ofHours(2));
    List<Map<String, Object>> trend = known.now().history(from, soon()).hourlyTrend();
    assertThat(trend).extracting("events").containsExactly(1L, 2L, 1L);
    assertThat(trend).extracting("moving_mean").containsExactly(1.0, 25 / 24.0, 25 / 24.0);
    assertThat(known.now().history(from, soon()).hourOfDay()).hasSize(24);
  }

  @Test
  void ranksServersAndCountsTheirUsers() {
    publish(AChange.edit("A").rcid(1).by("Ann"));
    publish(AChange.edit("A").rcid(2).by("Ann"));
    publish(AChange.edit("A").rcid(3).by("Ben"));
    publish(AChange.edit("A").rcid(4).on(DE).byNobody());
    List<Map<String, Object>> servers = known.now().history(NOON, soon()).servers();
    assertThat(servers).extracting("domain").containsExactly("en.wikipedia.org", DE);
    assertThat(servers).extracting("distinct_users").containsExactly(2L, 0L);
    assertThat(servers).extracting("rank").containsExactly(1L, 2L);
    assertThat(servers).extracting("percentile").containsExactly(100.0, 50.0);
  }

  @Test
  void addsEveryBreakdownOfARandomHourUpToItsTotal() {
    Changes.seeded(5, ChangeOptions.everything())
        .between(NOON.minus(Duration.ofHours(1)), NOON, 2_000)
        .forEach(change -> known.published(change.data()));
    MetricAnswers metrics = known.now().metrics(NOON.minus(Duration.ofHours(1)), NOON);
    for (String name :
        List.of(
            "users",
            "actions",
            "severity",
            "servers",
            "languages",
            "namespaces",
            "pages",
            "editors")) {
      Map<String, Object> answer = metrics.named(name, 7);
      long rows =
          ((List<?>) Objects.requireNonNull(answer.get("rows")))
              .stream().mapToLong(one -> (Long) ((Map<?, ?>) one).get("events")).sum();
      Object other = answer.get("other");
      long rest = other == null ? 0 : (Long) ((Map<?, ?>) other).get("events");
      assertThat(rows + rest)
          .as(name)
          .isEqualTo(((Map<?, ?>) Objects.requireNonNull(answer.get("total"))).get("events"));
    }
  }

  private long count(ChangeFilter filter) {
    return known.now().changes(NOON, soon(), filter).size();
  }

  private MetricAnswers all() {
    return known.now().metrics(NOON.minusSeconds(600), soon());
  }

  private static Instant soon() {
    return NOON.plusSeconds(600);
  }

  private static Map<String, Object> row(String name, String value, long events) {
    return Map.of(name, value, "events", events);
  }

  private void publish(AChange change) {
    known.published(change.bytes());
  }
}
