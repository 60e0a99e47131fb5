package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tributary.platform.FeedStatus.Connection;

/** What the connection does when the source does not do what it should. */
class SseRefusalsTest extends SseRoutes {
  @Test
  void waitsAsLongAsTheServerSays() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    source
        .then((request, answer) -> answer.status(429, "Retry-After: 3600"))
        .then((request, answer) -> end.await());
    start(settings(), this::take, PAGES);
    await().until(() -> message().contains("429"));
    assertThat(message()).contains("next attempt in 900000 ms");
    assertThat(source.requests()).hasSize(1);
    end.countDown();
  }

  @Test
  void explainsThatTheUserAgentIsNotWelcome() throws Exception {
    source.then((request, answer) -> answer.status(403, "Retry-After: 60"));
    start(settings(), this::take, PAGES);
    await().until(() -> message().contains("403"));
    assertThat(message()).contains("User-Agent").contains("CONTACT");
    assertThat(status.of(PAGES).connection()).isEqualTo(Connection.WAITING);
  }

  @Test
  void goesOnTryingWhileTheServerIsInTrouble() throws Exception {
    source
        .then((request, answer) -> answer.status(503))
        .then((request, answer) -> answer.status(200))
        .then((request, answer) -> answer.text("not http"))
        .then((request, answer) -> answer.stream().text(Frames.event(PAGES, "a", 1, T)));
    start(settings(), this::take, PAGES);
    await().until(() -> taken.equals(List.of("a")));
  }

  @Test
  void readsByTimeWhenTheServerRefusesTheSavedPosition() throws Exception {
    for (int refusal : new int[] {400, 404}) {
      source.then(
          (request, answer) ->
              answer.stream().text(Frames.event(PAGES, "a" + refusal, refusal, T)));
      source.then((request, answer) -> answer.status(refusal));
      source.then((request, answer) -> answer.status(500));
      source.then(
          (request, answer) ->
              answer.stream().text(Frames.event(PAGES, "b" + refusal, refusal + 1, T)));
    }
    start(settings(), this::take, PAGES);
    await().until(() -> taken.size() == 4);
    String since = "/v2/stream/page-create?since=" + Instant.ofEpochMilli(T + 1).minusSeconds(60);
    for (int again : new int[] {2, 3, 6, 7}) {
      assertThat(source.requests().get(again).target()).isEqualTo(since);
      assertThat(source.requests().get(again).headers()).doesNotContainKey("last-event-id");
    }
    // once an event has come, the position is good again
    assertThat(source.requests().get(4).headers()).containsKey("last-event-id");
  }

  @Test
  void beginsAFreshInstallationWhereItIsTold() throws Exception {
    source.then((request, answer) -> answer.stream());
    start(TestSettings.of(source.url()).since(NOW.minusSeconds(3600)).build(), this::take, PAGES);
    await().until(() -> !source.requests().isEmpty());
    assertThat(source.requests().get(0).target())
        .isEqualTo("/v2/stream/page-create?since=2026-02-26T11:00:00Z");
  }

  @Test
  void missesNothingBetweenTwoConnectionsThatGaveNoEvent() throws Exception {
    source.then((request, answer) -> answer.stream()).then((request, answer) -> answer.stream());
    start(settings(), this::take, PAGES);
    await().until(() -> source.requests().size() >= 2);
    assertThat(source.requests().get(0).target()).isEqualTo("/v2/stream/page-create");
    assertThat(source.requests().get(1).target())
        .isEqualTo("/v2/stream/page-create?since=" + NOW.minusSeconds(60));
  }

  @Test
  void leavesAConnectionThatHasFallenSilent() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    source
        .then(
            (request, answer) -> {
              answer.stream().text(Frames.event(PAGES, "a", 1, T));
              end.await();
            })
        .then((request, answer) -> answer.stream().text(Frames.event(PAGES, "b", 2, T)));
    start(
        TestSettings.of(source.url()).idleTimeout(Duration.ofMillis(300)).build(),
        this::take,
        PAGES);
    await().until(() -> taken.equals(List.of("a", "b")));
    end.countDown();
  }

  @Test
  void takesNoErrorOfTheServerForAnEvent() throws Exception {
    source
        .then(
            (request, answer) ->
                answer.stream()
                    .text(Frames.event(PAGES, "a", 1, T))
                    .text("event: error\nid: x\ndata: {\"message\":\"kafka\"}\n\n")
                    .text(Frames.event(PAGES, "behind", 2, T)))
        .then((request, answer) -> answer.stream().text(Frames.event(PAGES, "b", 2, T)));
    start(settings(), this::take, PAGES);
    await().until(() -> taken.size() == 2);
    assertThat(taken).containsExactly("a", "b");
  }
}
