package tributary.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The witness itself, against answers worked out by hand. */
class KnownAnswersTest {
  private static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");
  private static final String EN = "en.wikipedia.org";
  private static final String DE = "de.wikipedia.org";

  private final KnownAnswers known = new KnownAnswers(Clock.fixed(NOW, ZoneOffset.UTC), 1 << 20);

  @Test
  void reportsSixWholeHoursWithoutTheLastFinishedAndTheRunningOne() throws Exception {
    publish(APage.named("too early").at("2026-02-26T11:59:59.999Z"));
    publish(APage.named("first").at("2026-02-26T12:00:00.000Z"));
    publish(APage.named("second").on(DE).at("2026-02-26T12:30:00Z"));
    publish(APage.named("third").on(DE).at("2026-02-26T12:59:59.999Z"));
    publish(APage.named("next hour").at("2026-02-26T13:00:00Z"));
    publish(APage.named("last").at("2026-02-26T17:59:59.999Z"));
    publish(APage.named("too late").at("2026-02-26T18:00:00Z"));

    assertThat(json(known.now().domainsByHour(NOW)))
        .isEqualTo(
            "[{\"time_start\":\"12:00\",\"time_end\":\"13:00\",\"statistics\":"
                + "[{\"de.wikipedia.org\":2},{\"en.wikipedia.org\":1}]},"
                + "{\"time_start\":\"13:00\",\"time_end\":\"14:00\",\"statistics\":[{\"en.wikipedia.org\":1}]},"
                + "{\"time_start\":\"14:00\",\"time_end\":\"15:00\",\"statistics\":[]},"
                + "{\"time_start\":\"15:00\",\"time_end\":\"16:00\",\"statistics\":[]},"
                + "{\"time_start\":\"16:00\",\"time_end\":\"17:00\",\"statistics\":[]},"
                + "{\"time_start\":\"17:00\",\"time_end\":\"18:00\",\"statistics\":[{\"en.wikipedia.org\":1}]}]");
  }

  @Test
  void endsTheHourTwentyThreeAtMidnight() {
    List<Map<String, Object>> hours =
        known.now().domainsByHour(Instant.parse("2026-02-27T05:00:00Z"));
    assertThat(hours.get(1))
        .containsEntry("time_start", "23:00")
        .containsEntry("time_end", "00:00");
  }

  @Test
  void leavesDomainsWithoutBotsOutAndOrdersEqualCountsByName() throws Exception {
    publish(APage.named("a").on("uk.wikipedia.org").byBot("B", 1).at("2026-02-26T12:00:00Z"));
    publish(APage.named("b").on(DE).byBot("B", 1).at("2026-02-26T17:00:00Z"));
    publish(APage.named("c").on(EN).at("2026-02-26T17:00:00Z"));
    assertThat(json(known.now().botsByDomain(NOW)))
        .isEqualTo(
            "{\"time_start\":\"12:00\",\"time_end\":\"18:00\",\"statistics\":["
                + "{\"domain\":\"de.wikipedia.org\",\"created_by_bots\":1},"
                + "{\"domain\":\"uk.wikipedia.org\",\"created_by_bots\":1}]}");
  }

  @Test
  void countsUsersPerWikiAndShowsTheLatestName() throws Exception {
    publish(APage.named("B").on(EN).by("Ann", 7).at("2026-02-26T12:00:02Z"));
    publish(APage.named("A").on(EN).by("Anna", 7).at("2026-02-26T12:00:02.500Z"));
    publish(APage.named("Z").on(EN).by("Ann", 7).at("2026-02-26T12:00:01Z"));
    publish(APage.named("stranger").on(DE).by("Bert", 7).at("2026-02-26T12:00:00Z"));
    publish(APage.named("ip").on(DE).byAnonymous("198.51.100.7").at("2026-02-26T12:00:00Z"));
    publish(APage.named("none").on(DE).withoutPerformer().at("2026-02-26T12:00:00Z"));
    assertThat(json(known.now().topUsers(NOW)))
        .isEqualTo(
            "[{\"user_id\":7,\"user_name\":\"Anna\",\"domain\":\"en.wikipedia.org\",\"time_start\":\"12:00\","
                + "\"time_end\":\"18:00\",\"pages_created\":3,\"page_titles\":[\"Z\",\"B\",\"A\"]},"
                + "{\"user_id\":null,\"user_name\":\"198.51.100.7\",\"domain\":\"de.wikipedia.org\",\"time_start\":\"12:00\","
                + "\"time_end\":\"18:00\",\"pages_created\":1,\"page_titles\":[\"ip\"]},"
                + "{\"user_id\":7,\"user_name\":\"Bert\",\"domain\":\"de.wikipedia.org\",\"time_start\":\"12:00\","
                + "\"time_end\":\"18:00\",\"pages_created\":1,\"page_titles\":[\"stranger\"]}]");
    assertThat(known.now().count(DE)).isEqualTo(3);
    assertThat(known.now().pagesOfUser(7)).hasSize(4);
    assertThat(known.now().pagesOfUserNamed("Ann"))
        .extracting("page_title")
        .containsExactly("B", "Z");
  }

  @Test
  void showsTwentyUsersAtMost() {
    for (int i = 0; i < 25; i++) {
      publish(APage.named("p" + i).by("u" + i, i + 1).at("2026-02-26T12:00:00Z"));
    }
    assertThat(known.now().topUsers(NOW)).hasSize(20);
    assertThat(known.now().activeUsers(Instant.parse("2026-02-26T12:00:00Z"), NOW)).hasSize(25);
  }

  @Test
  void countsAPageThatWasCreatedTwiceOnceAndAtItsLaterTime() {
    APage first = APage.named("A").withPageId(5).withEventId("e1").at("2026-02-26T12:10:00Z");
    publish(first.copy().withEventId("e2").at("2026-02-26T14:10:00Z"));
    publish(first);
    publish(first.copy().on(DE).withEventId("e3"));
    AnswersAt answers = known.now();
    assertThat(answers.count(EN)).isEqualTo(1);
    assertThat(answers.pagesOfDomain(EN)).extracting("event_id").containsExactly("e2");
    assertThat(answers.pagesWithId(5)).extracting("event_id").containsExactly("e2", "e3");
    assertThat(known.clean()).isEqualTo(3);
  }

  @Test
  void prefersTheLargerEventIdAtEqualTimes() {
    publish(APage.named("A").withPageId(5).withEventId("b"));
    publish(APage.named("A").withPageId(5).withEventId("a"));
    assertThat(known.now().pagesWithId(5)).extracting("event_id").containsExactly("b");
  }

  @Test
  void hidesAnEventOfTheFutureUntilItsTimeHasCome() {
    Instant future = NOW.plus(Duration.ofMinutes(5)).plusMillis(1);
    publish(APage.named("near").at(NOW.plus(Duration.ofMinutes(5))));
    publish(APage.named("far").at(future));
    assertThat(known.quarantined()).isEqualTo(1);
    assertThat(known.clean()).isEqualTo(2);
    assertThat(known.now().pages()).extracting("page_title").containsExactly("near");
    assertThat(known.asOf(future.minusMillis(1)).count(EN)).isEqualTo(1);
    assertThat(known.asOf(future).count(EN)).isEqualTo(2);
  }

  @Test
  void countsEachEventOnceAndEverythingSomewhere() {
    APage page = APage.named("A");
    publish(page);
    publish(page);
    publish(APage.canary(NOW).withEventId("c"));
    Malformed.everyWay(APage.named("broken").withEventId("m")).forEach(known::published);
    known.published("not JSON at all".getBytes(StandardCharsets.UTF_8));
    assertThat(known.in()).isEqualTo(1 + 1 + 18 + 1);
    assertThat(known.clean()).isEqualTo(1);
    assertThat(known.filtered()).isEqualTo(Map.of("canary", 1L));
    assertThat(known.dead()).as("the 18 ways and one more without id").isEqualTo(19);
  }

  @Test
  void takesOptionalFieldsOfAWrongTypeAsAbsent() {
    publish(
        APage.named("A")
            .with("/rev_id", "many")
            .with("/page_namespace", "0")
            .with("/comment", 5)
            .with("/performer/user_id", 0)
            .with("/performer/user_is_bot", "true"));
    publish(APage.named("B").with("/performer", "Ann"));
    Map<String, ?> a = known.now().pagesOfUserNamed("Ann").get(0);
    assertThat(a.get("rev_id")).isNull();
    assertThat(a.get("namespace")).isNull();
    assertThat(a.get("comment")).isNull();
    assertThat(a.get("user_id")).isNull();
    assertThat(a.get("user_is_bot")).isNull();
    assertThat(known.now().activeUsers(Instant.EPOCH, NOW)).hasSize(1);
    assertThat(known.now().count(EN)).isEqualTo(2);
  }

  @Test
  void readsTimesWithAnOffsetAndIdsOfSixtyFourBits() {
    publish(
        APage.named("A").with("/meta/dt", "2026-02-26T14:00:00+02:00").withPageId(Long.MAX_VALUE));
    publish(
        APage.named("B")
            .with(
                "/page_id", JsonNodeFactory.instance.numberNode(java.math.BigInteger.TWO.pow(63))));
    assertThat(known.now().pagesWithId(Long.MAX_VALUE))
        .extracting("created_at")
        .containsExactly("2026-02-26T12:00:00Z");
    assertThat(known.dead()).isEqualTo(1);
  }

  @Test
  void ordersNamesByCodePoint() {
    assertThat(AnswersAt.byCodePoint("\uFF5E", "\uD83E\uDD8A")).isNegative();
    assertThat("\uFF5E".compareTo("\uD83E\uDD8A")).isPositive();
  }

  private void publish(APage page) {
    known.published(page.bytes());
  }

  private static String json(Object answer) throws Exception {
    return new ObjectMapper().writeValueAsString(answer);
  }
}
