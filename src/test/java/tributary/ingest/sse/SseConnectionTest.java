package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tributary.event.EventKey;
import tributary.event.RecordHeaders;
import tributary.platform.FeedStatus;
import tributary.platform.FeedStatus.Connection;

class SseConnectionTest {
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final long T = NOW.minusSeconds(5).toEpochMilli();
  private static final String PAGES = "page-create";

  private final FeedStatus status = new FeedStatus();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final SseComponent component = new SseComponent();
  private ScriptedSource source;

  @BeforeEach
  void open() throws Exception {
    source = new ScriptedSource();
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
    source.close();
  }

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

  private interface Take {
    void take(Exchange exchange, Runnable done) throws Exception;
  }

  private void start(SseSettings settings, Take take, String... streams) throws Exception {
    start(
        settings,
        new AsyncProcessorSupport() {
          @Override
          public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
              take.take(exchange, () -> {});
            } catch (Exception e) {
              exchange.setException(e);
            }
            callback.done(true);
            return true;
          }
        },
        streams);
  }

  private void start(SseSettings settings, AsyncProcessor processor, String... streams)
      throws Exception {
    component.setSettings(settings);
    component.setFeedStatus(status);
    component.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
    camel.getShutdownStrategy().setTimeout(1);
    camel.addComponent("sse", component);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            for (String stream : streams) {
              from("sse:" + stream).routeId(stream).process(processor);
            }
          }
        });
    camel.start();
  }

  private SseSettings settings() {
    return TestSettings.of(source.url()).build();
  }

  private void take(Exchange exchange, Runnable done) {
    taken.add(name(exchange));
  }

  private String message() {
    String message = status.of(PAGES).message();
    return message == null ? "" : message;
  }

  private static String name(Exchange exchange) {
    String id = Envelope.of(exchange.getMessage().getBody(byte[].class)).id();
    return id == null ? "?" : id;
  }

  private static String header(Exchange exchange, String name) {
    return new String(exchange.getMessage().getHeader(name, byte[].class), UTF_8);
  }

  private Exchange copy(Exchange exchange) {
    Exchange copy = new org.apache.camel.support.DefaultExchange(camel);
    copy.getMessage().copyFrom(exchange.getMessage());
    return copy;
  }
}
