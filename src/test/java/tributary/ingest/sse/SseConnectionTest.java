package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;
import tributary.event.EventKey;
import tributary.event.RecordHeaders;
import tributary.platform.FeedStatus.Connection;

class SseConnectionTest extends SseRoutes {
  @Test
  void asksAsTheServiceWantsToBeAskedAndHandsTheBytesOver() throws Exception {
    byte[] odd = {'{', (byte) 0xff, '}'};
    CountDownLatch end = new CountDownLatch(1);
    source.then(
        (request, answer) -> {
          answer.stream().text(Frames.event(PAGES, "a", 1, T)).text("id: x\ndata: ").bytes(odd);
          answer.text("\n\n");
          end.await();
        });
    List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    start(settings(), (exchange, done) -> exchanges.add(copy(exchange)), PAGES);
    await().until(() -> exchanges.size() == 2);
    ScriptedSource.Request request = source.requests().get(0);
    assertThat(request.target()).isEqualTo("/v2/stream/page-create");
    assertThat(request.headers())
        .containsEntry("accept", "text/event-stream")
        .containsEntry("accept-encoding", "identity")
        .containsEntry("user-agent", "Test/1")
        .doesNotContainKey("last-event-id");
    Exchange first = exchanges.get(0);
    assertThat(header(first, RecordHeaders.SSE_ID)).isEqualTo(Frames.id(PAGES, T));
    assertThat(header(first, RecordHeaders.EVENT_KEY)).isEqualTo(EventKey.ofId("a").toString());
    assertThat(header(first, RecordHeaders.RECEIVED_AT)).isEqualTo(NOW.toString());
    assertThat(exchanges.get(1).getMessage().getBody(byte[].class)).isEqualTo(odd);
    assertThat(status.of(PAGES).connection()).isEqualTo(Connection.CONNECTED);
    end.countDown();
  }

  @Test
  void resumesBeforeTheLastStoredEventAndDropsWhatItHas() throws Exception {
    source
        .then(
            (request, answer) ->
                answer.stream()
                    .text(Frames.event(PAGES, "a", 1, T))
                    .text(Frames.event(PAGES, "b", 2, T + 10))
                    .text("id: cut\ndata: {\"half"))
        .then(
            (request, answer) ->
                answer.stream()
                    .text(Frames.event(PAGES, "b", 2, T + 10))
                    .text(Frames.event(PAGES, "c", 3, T + 20)));
    start(settings(), this::take, PAGES);
    await().until(() -> taken.size() == 3 && source.requests().size() >= 2);
    assertThat(taken).containsExactly("a", "b", "c");
    long resume = T + 1 - 60_000;
    assertThat(source.requests().get(1).headers().get("last-event-id"))
        .isEqualTo(
            "[{\"topic\":\"eqiad.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
                + resume
                + "},{\"topic\":\"codfw.mediawiki.page-create\",\"partition\":0,\"timestamp\":"
                + resume
                + "}]");
  }

  @Test
  void readsAgainFromTheLastStoredEventWhenOneIsNotStored() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    ScriptedSource.Turn both =
        (request, answer) -> {
          answer.stream()
              .text(Frames.event(PAGES, "a", 1, T))
              .text(Frames.event(PAGES, "b", 2, T + 10))
              .text(Frames.event(PAGES, "c", 3, T + 20));
          end.await();
        };
    source.then(both).then(both);
    AtomicInteger failures = new AtomicInteger(1);
    start(
        settings(),
        (exchange, done) -> {
          if (name(exchange).equals("b") && failures.getAndDecrement() > 0) {
            exchange.setException(new IllegalStateException("not stored"));
          } else {
            taken.add(name(exchange));
          }
        },
        PAGES);
    await().until(() -> taken.contains("b") && taken.contains("c"));
    assertThat(taken).containsOnlyOnce("a", "b", "c");
    assertThat(source.requests().get(1).headers().get("last-event-id"))
        .contains(":" + (T + 1 - 60_000) + "}");
    end.countDown();
  }

  @Test
  void handsFramesOfSharedConnectionsToTheirStreams() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    source.then(
        (request, answer) -> {
          answer.stream()
              .text(Frames.event("recentchange", "r", 1, T))
              .text(Frames.event(PAGES, "p", 1, T))
              .text(Frames.frame(Frames.id(PAGES, T), "garbage"))
              .text(Frames.frame(Frames.id(PAGES, T), "{\"meta\":{\"stream\":\"other\"}}"));
          end.await();
        });
    start(
        settings(),
        (exchange, done) -> taken.add(exchange.getFromRouteId() + " " + name(exchange)),
        "recentchange",
        PAGES);
    await().until(() -> taken.size() == 4);
    assertThat(source.requests()).hasSize(1);
    assertThat(source.requests().get(0).target()).isEqualTo("/v2/stream/page-create,recentchange");
    assertThat(taken)
        .containsExactly("recentchange r", "page-create p", "page-create ?", "page-create ?");
    end.countDown();
  }

  @Test
  void stopsReadingTheSocketWhileTooMuchIsInFlight() throws Exception {
    AtomicInteger written = new AtomicInteger();
    String filler = "x".repeat(20_000);
    source.then(
        (request, answer) -> {
          answer.stream();
          for (int i = 0; i < 3_000; i++) {
            answer.text(
                Frames.frame(
                    Frames.id(PAGES, T + i), "{\"n\":" + i + ",\"f\":\"" + filler + "\"}"));
            written.incrementAndGet();
          }
        });
    ConcurrentLinkedQueue<AsyncCallback> waiting = new ConcurrentLinkedQueue<>();
    start(
        TestSettings.of(source.url()).maxInFlight(5).build(),
        new AsyncProcessorSupport() {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            waiting.add(callback);
            return false;
          }
        },
        PAGES);
    await().until(() -> waiting.size() == 5);
    AtomicInteger before = new AtomicInteger(-1);
    // the server gets rid of what the socket buffers hold and then stands still
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> before.getAndSet(written.get()) == written.get());
    assertThat(waiting).hasSize(5);
    assertThat(written.get()).isLessThan(3_000);
    int stuckAt = written.get();
    await()
        .until(
            () -> {
              for (AsyncCallback one = waiting.poll(); one != null; one = waiting.poll()) {
                one.done(false);
              }
              return written.get() > stuckAt + 100;
            });
  }
}
