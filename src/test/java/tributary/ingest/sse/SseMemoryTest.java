package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tributary.event.EventKey;
import tributary.platform.FeedStatus.Connection;

/** What the connection knows from before, and what it passes on. */
class SseMemoryTest extends SseRoutes {
  @Test
  void countsRepeatsAndWhatTheSourceNeverSent() throws Exception {
    List<StreamCounts.Totals> totals = new CopyOnWriteArrayList<>();
    component.setStreamCounts(
        new StreamCounts() {
          @Override
          public Totals last(String stream) {
            return new Totals(100, 10);
          }

          @Override
          public void event(String stream) {}

          @Override
          public void now(String stream, Totals now, String position) {
            totals.add(now);
          }
        });
    source.then(
        (request, answer) ->
            answer.stream()
                .text(Frames.event(PAGES, "a", 1, T))
                .text(Frames.event(PAGES, "a", 1, T))
                .text(Frames.event(PAGES, "b", 5, T))
                .text(Frames.frame(Frames.id(PAGES, T), "garbage"))
                .text(Frames.event(PAGES, "c", 7, T)));
    start(settings(), this::take, PAGES);
    await().until(() -> taken.size() == 4);
    assertThat(totals).last().isEqualTo(new StreamCounts.Totals(101, 13));
  }

  @Test
  void beginsBehindWhatWasStoredBeforeItStarted() throws Exception {
    component.setStoredEvents(
        (stream, count, to) ->
            to.accept(
                new StoredEvents.StoredEvent(
                    EventKey.ofId("a"),
                    Frames.id(PAGES, T),
                    Envelope.of(Frames.data(PAGES, "a", 1).getBytes(UTF_8)))));
    source.then(
        (request, answer) ->
            answer.stream()
                .text(Frames.event(PAGES, "a", 1, T))
                .text(Frames.event(PAGES, "b", 2, T)));
    start(settings(), this::take, PAGES);
    await().until(() -> taken.equals(List.of("b")));
    assertThat(source.requests().get(0).headers().get("last-event-id"))
        .contains(":" + (T + 1 - 60_000) + "}");
  }

  @Test
  void readsNothingWithoutTheLeaseAndEverythingStoredWithIt() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    component.setStoredEvents((stream, count, to) -> reads.incrementAndGet());
    List<Lease.Holder> holders = new CopyOnWriteArrayList<>();
    component.setLease(
        new Lease() {
          @Override
          public void request(Holder holder) {
            holders.add(holder);
          }

          @Override
          public void release() {}

          @Override
          public boolean isCertain() {
            return true;
          }
        });
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      source.then(
          (request, answer) -> {
            answer.stream();
            end.await();
          });
    }
    start(settings(), this::take, PAGES);
    await().until(() -> holders.size() == 1);
    assertThat(source.requests()).isEmpty();
    holders.get(0).gained();
    await().until(() -> status.of(PAGES).connection() == Connection.CONNECTED);
    holders.get(0).lost();
    holders.get(0).gained();
    await().until(() -> source.requests().size() == 2);
    assertThat(reads).hasValue(2);
    end.countDown();
  }

  @Test
  void saysSoWhenItsRouteStops() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    source.then(
        (request, answer) -> {
          answer.stream();
          end.await();
        });
    start(settings(), this::take, PAGES);
    await().until(() -> status.of(PAGES).connection() == Connection.CONNECTED);
    camel.getRouteController().stopRoute(PAGES);
    assertThat(status.of(PAGES).connection()).isEqualTo(Connection.STOPPED);
    end.countDown();
  }
}
