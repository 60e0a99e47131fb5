package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tributary.journey.Journey.NOW;
import static tributary.journey.Journey.hour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tributary.simulator.AnswersAt;
import tributary.simulator.Cut;
import tributary.simulator.PageCreation;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;

/**
 * Thirty hours of twenty thousand random events of every kind, of three seeds that make the same
 * page ids, through cuts and a restart.
 */
class EverythingJourneyIT {
  private static final Logger LOG = LoggerFactory.getLogger(EverythingJourneyIT.class);
  private static final int EVENTS = 20_000;
  private static final int SAMPLE = 60;

  private final long seed = Long.getLong("tributary.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final Journey journey = new Journey(EverythingJourneyIT.class);
  private final String since = "tributary.ingest.wikimedia.since=" + hour(-31);

  @AfterEach
  void end() {
    journey.close();
  }

  @Test
  void everyAnswerEqualsTheRecountThroughCutsAndARestart() {
    LOG.info("The seed is {}: -Dtributary.seed={} tells the same story", seed, seed);
    List<PageCreation> events = events();
    int half = EVENTS / 2;
    journey.source.cutEvery(1_777, Cut.MID_FRAME);
    journey.source.publishAll(events.subList(0, half));
    journey.start(since);
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> journey.feed().get("stored").asLong() > half / 4);
    journey.source.cutAll(Cut.RESET);
    journey.stop();
    journey.source.publishAll(events.subList(half, EVENTS));
    journey.start(since).settled();

    JsonNode feed = journey.feed();
    assertThat(feed.get("repeats").asLong()).as("seed %d", seed).isPositive();
    assertThat(feed.get("gaps").asLong()).as("seed %d", seed).isZero();
    assertThat(journey.answers().quarantined()).as("seed %d", seed).isPositive();
    everyAnswer();

    // the future of a moment ago has come, but for 2099
    long kept = journey.answers().clean() - visible();
    journey.clock.forward(Duration.ofHours(4));
    assertThat(journey.answers().clean() - visible()).as("seed %d", seed).isLessThan(kept);
    expected(1_000).pagesOfEverybody(hour(-40), hour(24));
    expected(1_000).reportsOfEveryHour(hour(-2), hour(3));
    expected(1_000).activeUsers(hour(-31), hour(5));
    journey.countsAreExact(journey.feed());
  }

  private List<PageCreation> events() {
    List<PageCreation> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int count = i < 2 ? EVENTS / 3 : EVENTS - 2 * (EVENTS / 3);
      events.addAll(
          PageCreations.seeded(seed + i, PageCreationOptions.everything())
              .between(NOW.minus(Duration.ofHours(30)), NOW, count));
    }
    events.sort(Comparator.comparing(PageCreation::kafkaTime));
    return events;
  }

  private void everyAnswer() {
    AnswersAt known = known();
    Expected all = expected(1_000);
    Expected few = expected(7);
    all.reportsOfEveryHour(hour(-30), journey.clock.instant().plus(Duration.ofHours(8)));
    all.domains();
    all.pagesOfEverybody(hour(-40), hour(24));
    expected(37).pagesOfEverybody(hour(-3).plusMillis(1), hour(-2).plusSeconds(59));
    for (String domain : some(known.domains(), 12)) {
      all.domain(domain, hour(-20).plusSeconds(random.nextInt(9_999)), hour(-4));
    }
    each(known, "user_id", id -> few.userId(((Number) id).longValue()));
    each(known, "user_name", name -> few.userName(name.toString()));
    each(known, "page_id", id -> all.pageId(((Number) id).longValue()));
    all.activeUsers(hour(-31), hour(1));
    all.activeUsers(hour(-12), hour(-5));
    for (int i = 0; i < 6; i++) {
      Instant from = hour(-20).plusSeconds(random.nextInt(40_000));
      all.activeUsers(from, from.plusSeconds(1 + random.nextInt(i % 2 == 0 ? 30 : 20_000)));
    }
  }

  private void each(AnswersAt known, String field, Consumer<Object> question) {
    List<Object> values =
        known.pages().stream()
            .map((Map<String, Object> page) -> page.get(field))
            .filter(Objects::nonNull)
            .toList();
    some(new ArrayList<>(new LinkedHashSet<>(values)), SAMPLE).forEach(question);
  }

  private <T> List<T> some(List<T> all, int most) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(most, shuffled.size()));
  }

  private long visible() {
    return known().pages().size();
  }

  private AnswersAt known() {
    return journey.known();
  }

  private Expected expected(int limit) {
    return new Expected(journey.api(), journey::known, limit);
  }
}
