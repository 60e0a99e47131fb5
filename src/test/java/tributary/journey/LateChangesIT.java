package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes too late, too early or broken: found as soon as it is good, and counted once. */
class LateChangesIT {
  private static final Instant NOW = Instant.parse("2026-03-01T06:32:00Z");
  private static final RawChanges PROGRAM = new RawChanges(LateChangesIT.class, NOW);

  @BeforeAll
  static void start() {
    PROGRAM.start();
  }

  @AfterAll
  static void stop() {
    PROGRAM.close();
  }

  @Test
  void aLateChangeIsFoundThoughItsHourHadItsSignaturesAlready() {
    PROGRAM.send(change("early", 1, "2026-02-28T03:00:01Z", "Quokka"));
    PROGRAM.stored();
    PROGRAM.signed("2026-02");
    assertThat(search("wombat")).isEmpty();
    PROGRAM.send(change("late", 2, "2026-02-28T03:00:02Z", "Wombat"));
    PROGRAM.stored();
    assertThat(search("wombat")).containsExactly("late");
    PROGRAM.signed("2026-02");
    assertThat(search("wombat")).containsExactly("late");
    assertThat(search("quokka")).containsExactly("early");
  }

  @Test
  void aChangeFromTheFutureIsInNoAnswerUntilItsTimeHasCome() {
    JsonNode before = PROGRAM.feed();
    PROGRAM.send(change("future", 3, NOW.plus(Duration.ofHours(2)).toString(), "Numbat"));
    JsonNode after = PROGRAM.stored();
    assertThat(after.get("clean").asLong()).isEqualTo(before.get("clean").asLong() + 1);
    assertThat(listed("title=Numbat")).isEmpty();
    assertThat(search("numbat")).isEmpty();
    PROGRAM.clock.forward(Duration.ofMinutes(121));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(listed("title=Numbat")).containsExactly("future"));
    assertThat(search("numbat")).containsExactly("future");
    assertThat(PROGRAM.stored().get("stored")).isEqualTo(after.get("stored"));
  }

  @Test
  void aDeadLetterIsShownUnderItsTopicWithItsCause() {
    PROGRAM.send("{\"type\":\"edit\",\"wiki\":\"enwiki\",\"meta\":{\"id\":\"x\"}}", "no json");
    PROGRAM.stored();
    JsonNode dead =
        PROGRAM
            .api()
            .json("/api/dead-letters?topic=wikimedia.recentchange.raw")
            .get("dead_letters");
    assertThat(dead.findValuesAsText("reason"))
        .containsExactlyInAnyOrder("missing-meta-domain", "not-json");
  }

  private static List<String> search(String text) {
    return ids("/api/changes/search?q=" + text);
  }

  private static List<String> listed(String filter) {
    return ids("/api/changes?" + filter);
  }

  private static List<String> ids(String path) {
    return PROGRAM
        .api()
        .json(path + "&from=2026-02-01T00:00:00Z")
        .get("changes")
        .findValuesAsText("event_id");
  }

  private static String change(String id, int rcid, String at, String title) {
    return """
        {"meta":{"id":"%s","dt":"%s","domain":"en.wikipedia.org"},"wiki":"enwiki","type":"edit",
         "id":%d,"title":"%s","user":"Ann"}
        """
        .formatted(id, at, rcid, title);
  }
}
