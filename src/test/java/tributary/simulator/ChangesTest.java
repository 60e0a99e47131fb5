package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator of changes, and the demo's endless story of them. */
class ChangesTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");
  private static final Clock LATER = Clock.fixed(NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  @Test
  void givesTheSameEventsForTheSameSeedAndOthersForAnother() {
    assertThat(texts(made(7, 500))).isEqualTo(texts(made(7, 500)));
    assertThat(texts(made(8, 500))).isNotEqualTo(texts(made(7, 500)));
  }

  @Test
  void makesEveryKindAmongAFewHundredEvents() {
    Set<ChangeKind> met = EnumSet.noneOf(ChangeKind.class);
    made(7, 900).forEach(change -> met.addAll(change.kinds()));
    assertThat(met).containsExactlyInAnyOrder(ChangeKind.values());
  }

  @ParameterizedTest
  @EnumSource(ChangeKind.class)
  void makesNoneOfAKindWhoseRateIsZero(ChangeKind kind) {
    List<ChangeEvent> changes =
        Changes.seeded(7, ChangeOptions.everything().without(kind))
            .between(NOON, NOON.plusSeconds(400), 400);
    assertThat(changes).noneMatch(change -> change.kinds().contains(kind));
  }

  @Test
  void makesOnlyEditsWhenAskedForPlainOnes() {
    KnownChanges known =
        known(Changes.seeded(7, ChangeOptions.plain()).between(NOON, NOON.plusSeconds(500), 500));
    assertThat(known.clean()).isEqualTo(500);
    assertThat(known.now().count()).isEqualTo(500);
    assertThat(known.now().valuesOf("type")).containsExactly("edit");
  }

  @Test
  void countsAsManyOfAKindAsItSaysItMade() {
    List<ChangeEvent> changes = made(11, 3_000);
    KnownChanges known = known(changes);
    long filtered = known.filtered().values().stream().mapToLong(Long::longValue).sum();
    long malformed = count(changes, ChangeKind.MALFORMED);

    assertThat(known.in() + known.strays()).isEqualTo(3_000 - count(changes, ChangeKind.REPEATED));
    assertThat(known.in()).isEqualTo(known.clean() + filtered + known.dead());
    assertThat(known.filtered().get("canary")).isEqualTo(count(changes, ChangeKind.CANARY));
    assertThat(known.filtered().keySet())
        .containsExactly("canary", "type-categorize", "type-external", "type-other");
    assertThat(known.dead() + known.strays())
        .as("some of the broken ones have a type that nobody keeps")
        .isBetween(malformed * 3 / 4, malformed);
    assertThat(known.clean() - known.asOf(Instant.parse("2100-01-01T00:00:00Z")).count())
        .as("changes that came again under another meta.id")
        .isBetween(1L, count(changes, ChangeKind.RECORDED_AGAIN));
  }

  @Test
  void giveFourTenthsToTheEnglishWikipediaAndReachesHundredsOfLanguages() {
    List<ChangeEvent> changes =
        Changes.seeded(7, ChangeOptions.plain()).between(NOON, NOON.plusSeconds(20_000), 20_000);
    ChangeAnswers answers =
        KnownChanges.of(
                changes.stream().map(ChangeEvent::data).toList(),
                Clock.fixed(NOON.plus(Duration.ofDays(1)), ZoneOffset.UTC))
            .now();
    Map<String, Object> servers =
        answers.metrics(NOON, NOON.plus(Duration.ofDays(1))).named("servers", 1);
    @SuppressWarnings("unchecked")
    Map<String, Object> first = ((List<Map<String, Object>>) row(servers, "rows")).get(0);
    assertThat(first).containsEntry("domain", "en.wikipedia.org");
    assertThat((Long) first.get("events")).isBetween(7_500L, 8_500L);
    assertThat(answers.valuesOf("domain")).hasSizeGreaterThan(300);
    assertThat(answers.valuesOf("language")).hasSizeGreaterThan(280);
  }

  @Test
  void makesLogEventsOfEveryShape() {
    Set<String> shapes = new TreeSet<>();
    boolean[] idsMissing = new boolean[1];
    IntStream.range(0, LogShapes.SHAPES)
        .forEach(
            shape -> {
              JsonNode event = Json.read(LogShapes.shaped(shape, "Kyiv", new Random(1)).bytes());
              shapes.add(Objects.requireNonNull(event).path("log_params").getNodeType().name());
              idsMissing[0] |= !event.has("id") && event.path("log_id").asLong(-1) == 0;
            });
    assertThat(shapes).containsExactly("ARRAY", "MISSING", "NUMBER", "OBJECT", "STRING");
    assertThat(idsMissing[0]).as("without id, and log_id 0").isTrue();
  }

  @Test
  void breaksChangesInWaysThatTheWitnessCallsDeadAndRetypesThemInWaysItTakes() {
    KnownChanges broken =
        KnownChanges.of(SpoiltChange.everyWay(AChange.edit("A").withEventId("x")), LATER);
    assertThat(broken.clean()).isZero();
    assertThat(broken.dead() + broken.strays()).isEqualTo(18);
    assertThat(broken.strays()).as("no JSON object, or no meta.stream").isEqualTo(5);

    List<AChange> retyped = SpoiltChange.everyRetyped(AChange.edit("A"));
    KnownChanges taken = KnownChanges.of(retyped.stream().map(AChange::bytes).toList(), LATER);
    assertThat(taken.clean()).isEqualTo(retyped.size());
  }

  @Test
  void tellsTheDemosStoryMinuteByMinuteWithOffsetsThatFollowEachOther() {
    ChangeHistory story = new ChangeHistory(3, 2);
    long first = 29_000_000L * 60 / 60;
    long hour = first - Math.floorMod(first, 60L);
    Set<String> ids = new HashSet<>();
    long counted = 0;
    for (long minute = hour; minute < hour + 60; minute++) {
      List<ChangeEvent> events = story.events(minute);
      List<ChangeEvent> active = events.stream().filter(event -> !event.quiet()).toList();
      assertThat(texts(new ChangeHistory(3, 2).events(minute))).isEqualTo(texts(events));
      assertThat(story.firstOffset(minute + 1))
          .isEqualTo(story.firstOffset(minute) + active.size());
      assertThat(story.quietOffset(minute + 1))
          .isEqualTo(story.quietOffset(minute) + events.size() - active.size());
      Instant start = Instant.ofEpochSecond(minute * 60);
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.kafkaTime())
                      .isBetween(start.minusSeconds(1), start.plusSeconds(60)));
      ids.addAll(known(events).cleanEventIds());
      counted += known(events).clean();
    }
    assertThat(ids).as("no event of one minute is that of another").hasSize((int) counted);
    assertThat(story.firstOffset(hour + 60) - story.firstOffset(hour)).isEqualTo(7_201);
  }

  @Test
  void keepsEveryRecordReadableInPackedBlocks() {
    TopicLog log = new TopicLog("topic", 40);
    List<byte[]> written = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      byte[] data = ("record " + i + "é".repeat(i % 7)).getBytes(StandardCharsets.UTF_8);
      written.add(data);
      log.append(1_000 + i, (topic, offset) -> data);
    }
    assertSame(log, written);

    log.forgetBelow(40 + 700);

    assertThat(log.first()).isEqualTo(740);
    assertThat(log.end()).isEqualTo(1_540);
    assertThat(log.firstNotOlderThan(1_000 + 900)).isEqualTo(940);
    assertSame(log, written);
    log.append(9_000, (topic, offset) -> new byte[] {7});
    assertThat(log.at(1_540)).extracting(LogEntry::millis).isEqualTo(9_000L);
    log.forgetBelow(1_541);
    assertThat(log.first()).isEqualTo(log.end()).isEqualTo(1_541);
  }

  private static void assertSame(TopicLog log, List<byte[]> written) {
    for (long offset = log.first(); offset < log.end(); offset++) {
      LogEntry entry = log.at(offset);
      assertThat(entry.offset()).isEqualTo(offset);
      assertThat(entry.millis()).isEqualTo(1_000 + offset - 40);
      assertThat(entry.data()).isEqualTo(written.get((int) offset - 40));
    }
  }

  private static Object row(Map<String, Object> answer, String name) {
    return Objects.requireNonNull(answer.get(name));
  }

  private static List<ChangeEvent> made(long seed, int count) {
    return Changes.seeded(seed, ChangeOptions.everything())
        .between(NOON, NOON.plusSeconds(count), count);
  }

  private static KnownChanges known(List<ChangeEvent> changes) {
    return KnownChanges.of(changes.stream().map(ChangeEvent::data).toList(), LATER);
  }

  private static long count(List<ChangeEvent> changes, ChangeKind kind) {
    return changes.stream().filter(change -> change.kinds().contains(kind)).count();
  }

  private static List<String> texts(List<ChangeEvent> changes) {
    return changes.stream()
        .map(change -> change.quiet() + new String(change.data(), StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }
}
