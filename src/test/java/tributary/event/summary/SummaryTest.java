package tributary.event.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A summary is the same however the changes were split and merged, and equals a plain recount. */
class SummaryTest {
  private static final SummaryLimits EXACT = SummaryLimits.DEFAULT;
  private static final SummaryLimits TIGHT = new SummaryLimits(400, 200, 64);

  static Summary summary(List<ChangeFacts> changes, SummaryLimits limits) {
    Summary summary = new Summary(limits);
    changes.forEach(summary::add);
    return summary;
  }

  /** Splits at random, sends some parts through their stored form, and merges in random order. */
  private static Summary inPieces(List<ChangeFacts> changes, SummaryLimits limits, Random random) {
    List<Summary> pieces = new ArrayList<>();
    List<ChangeFacts> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(1 + shuffled.size() / 3));
      pieces.add(summary(shuffled.subList(from, to), limits));
      from = to;
    }
    pieces.add(new Summary(limits));
    while (pieces.size() > 1) {
      Summary one = pieces.remove(random.nextInt(pieces.size()));
      Summary other = pieces.get(random.nextInt(pieces.size()));
      other.merge(random.nextBoolean() ? one : throughBytes(one));
    }
    return pieces.get(0);
  }

  private static Summary throughBytes(Summary summary) {
    return Summary.decode(Summary.Parts.split(summary.encode().joined()), summary.limits());
  }

  @Property(tries = 60)
  void givesTheSameForAnySplitInAnyOrder(
      @ForAll long seed, @ForAll @IntRange(max = 600) int changes) {
    List<ChangeFacts> all = RandomChanges.of(seed, changes, 50);
    Summary whole = summary(all, EXACT);
    Summary merged = inPieces(all, EXACT, new Random(seed));
    assertThat(merged.encode().joined()).isEqualTo(whole.encode().joined());
    assertThat(merged.pages().top(7)).isEqualTo(whole.pages().top(7));
  }

  @Property(tries = 40)
  void comesBackFromItsBytes(@ForAll long seed, @ForAll @IntRange(max = 600) int changes) {
    Summary whole = summary(RandomChanges.of(seed, changes, 200), EXACT);
    Summary back = throughBytes(whole);
    assertThat(back.encode().joined()).isEqualTo(whole.encode().joined());
    assertThat(back.editors().rows()).containsExactlyInAnyOrderElementsOf(whole.editors().rows());
    assertThat(back.distinctEditors().byDomain()).isEqualTo(whole.distinctEditors().byDomain());
  }

  @Property(tries = 40)
  void sumsToTheTotalInEveryBreakdown(@ForAll long seed) {
    List<ChangeFacts> all = RandomChanges.of(seed, 500, 50);
    Totals totals = inPieces(all, EXACT, new Random(seed)).totals();
    assertThat(totals.events()).isEqualTo(500);
    assertThat(totals.types().values().stream().mapToLong(n -> n).sum()).isEqualTo(500);
    assertThat(
            totals.namespaces().values().stream().mapToLong(n -> n).sum()
                + totals.withoutNamespace())
        .isEqualTo(500);
    assertThat(totals.domains().values().stream().mapToLong(Totals.DomainCount::events).sum())
        .isEqualTo(500);
    assertThat(totals.bots() + totals.humans() + totals.neitherBotNorHuman()).isEqualTo(500);
    assertThat(totals.neitherBotNorHuman())
        .isEqualTo(all.stream().filter(change -> change.bot() == null).count());
    assertThat(totals.additionsEvents() + totals.deletionsEvents() + totals.neutralEvents())
        .isEqualTo(500);
    assertThat(totals.net())
        .isEqualTo(all.stream().mapToLong(c -> c.lengthDiff() == null ? 0 : c.lengthDiff()).sum());
    assertThat(totals.minor() + totals.major() + totals.neitherMinorNorMajor())
        .isEqualTo(all.stream().filter(c -> !c.type().equals("log")).count());
  }

  @Test
  void countsEachFieldOfAChangeOnce() {
    Summary summary =
        summary(
            List.of(
                change("edit", "Kyiv", "Ann", false, true, -7L),
                change("new", "Lviv", "Bot", true, false, 20L),
                change("edit", "Kyiv", "Ann", false, null, null),
                change("log", null, null, null, null, null)),
            EXACT);
    Totals totals = summary.totals();
    assertThat(totals.bytes()).isEqualTo(27);
    assertThat(totals.net()).isEqualTo(13);
    assertThat(totals.additions()).isEqualTo(20);
    assertThat(totals.deletions()).isEqualTo(7);
    assertThat(totals.neutralEvents()).isEqualTo(2);
    assertThat(totals.minor()).isEqualTo(1);
    assertThat(totals.major()).isEqualTo(1);
    assertThat(totals.neitherMinorNorMajor()).isEqualTo(1);
    assertThat(totals.neitherBotNorHuman()).isEqualTo(1);
    assertThat(totals.edits()).isEqualTo(2);
    assertThat(totals.newPages()).isEqualTo(1);
    assertThat(summary.pages().top(9))
        .containsExactly(
            new Tally.Row("en.wikipedia.org", "Kyiv", null, 2, 7, 0, 0),
            new Tally.Row("en.wikipedia.org", "Lviv", null, 1, 20, 1, 0));
    assertThat(summary.editors().top(1))
        .containsExactly(new Tally.Row("en.wikipedia.org", "Ann", false, 2, 7, 0, 0));
    assertThat(summary.distinctPages().count()).isEqualTo(new Estimate(2, true, 0));
  }

  @Test
  void keepsAnEditorOnceWhoIsABotNowAndThen() {
    Summary summary =
        summary(
            List.of(
                change("edit", "Kyiv", "Ann", false, null, null),
                change("edit", "Kyiv", "Ann", true, null, null),
                change("edit", "Kyiv", "Ann", null, null, null)),
            EXACT);
    assertThat(summary.editors().rows()).hasSize(3);
    assertThat(summary.distinctEditors().count().value()).isEqualTo(1);
    List<Long> changes = new ArrayList<>();
    summary.distinctEditors().forEachEvents(changes::add);
    assertThat(changes).containsExactly(3L);
  }

  @Property(tries = 40)
  void saysHowMuchItMayHaveMissedBeyondTheLimit(@ForAll long seed) {
    List<ChangeFacts> all = RandomChanges.of(seed, 3_000, 900);
    Summary merged = throughBytes(inPieces(all, TIGHT, new Random(seed)));
    Map<String, Long> truth =
        all.stream()
            .filter(change -> change.title() != null)
            .collect(
                Collectors.groupingBy(
                    change -> change.domain() + "|" + change.title(), Collectors.counting()));
    assertThat(merged.pages().exact()).isFalse();
    assertThat(merged.pages().size()).isLessThanOrEqualTo(TIGHT.kept());
    Map<String, Long> unseen = new HashMap<>(truth);
    for (Tally.Row row : merged.pages().rows()) {
      long events = unseen.remove(row.domain() + "|" + row.name());
      assertThat(events).isBetween(row.events(), row.events() + row.error());
    }
    assertThat(unseen.values()).allMatch(events -> events <= merged.pages().error());
  }

  @Property(tries = 40)
  void samplesTheSameKeysWhateverTheSplit(@ForAll long seed) {
    List<ChangeFacts> all = RandomChanges.of(seed, 3_000, 900);
    Summary whole = summary(all, TIGHT);
    Summary merged = inPieces(all, TIGHT, new Random(seed));
    assertThat(merged.encode().distincts()).isEqualTo(whole.encode().distincts());
    assertThat(merged.distinctPages().exact()).isFalse();
    Set<String> truth = new HashSet<>();
    all.forEach(
        change -> {
          if (change.title() != null) {
            truth.add(change.domain() + "|" + change.title());
          }
        });
    Estimate count = merged.distinctPages().count();
    assertThat(count.error()).isBetween(0.1, 0.3);
    // four times the standard error: one try in ten thousand would be outside
    assertThat((double) count.value()).isBetween(truth.size() * 0.4, truth.size() * 1.6);
  }

  @Test
  void estimatesManyWithinItsBoundAboutAsOftenAsItSays() {
    int within = 0;
    for (int seed = 0; seed < 200; seed++) {
      Distinct distinct = new Distinct(new SummaryLimits(2_000, 1_000, 512));
      for (int key = 0; key < 10_000; key++) {
        distinct.add(KeyHash.of("en.wikipedia.org", seed + ":" + key), "en.wikipedia.org", 1);
      }
      Estimate count = distinct.count();
      within += Math.abs(count.value() - 10_000) <= count.error() * 10_000 ? 1 : 0;
    }
    assertThat(within).isBetween(180, 200);
  }

  @Test
  void refusesBytesOfAnotherFormat() {
    byte[] bytes = new Summary(EXACT).encode().joined();
    bytes[0] = 77;
    assertThatThrownBy(() -> Summary.Parts.split(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("77");
  }

  @Test
  void placesKeysAsTheStoredOnesWere() {
    assertThat(KeyHash.of("en.wikipedia.org", "Kyiv")).isEqualTo(535_549_272_086_323_420L);
    assertThat(KeyHash.of("en.wikipedia.orgK", "yiv"))
        .isNotEqualTo(KeyHash.of("en.wikipedia.org", "Kyiv"));
  }

  @Property(tries = 30)
  void keepsTheMinutesOfAnHourApart(@ForAll long seed) {
    Random random = new Random(seed);
    MinuteSeries whole = new MinuteSeries();
    MinuteSeries one = new MinuteSeries();
    MinuteSeries other = new MinuteSeries();
    for (int i = 0; i < 40; i++) {
      Totals totals = summary(RandomChanges.of(random.nextLong(), 5, 9), EXACT).totals();
      long minute = 29_000_000L + random.nextInt(60);
      whole.add(minute, MinuteSeries.Point.of(totals));
      (random.nextBoolean() ? one : other).add(minute, MinuteSeries.Point.of(totals));
    }
    other.merge(MinuteSeries.decode(one.encode()));
    assertThat(other.points()).isEqualTo(whole.points());
    assertThat(MinuteSeries.decode(other.encode()).points()).isEqualTo(whole.points());
    assertThat(whole.points().values().stream().mapToLong(MinuteSeries.Point::events).sum())
        .isEqualTo(200);
  }

  private static ChangeFacts change(
      String type, String title, String user, Boolean bot, Boolean minor, Long lengthDiff) {
    return new ChangeFacts("en.wikipedia.org", type, 0, title, user, bot, minor, lengthDiff);
  }
}
