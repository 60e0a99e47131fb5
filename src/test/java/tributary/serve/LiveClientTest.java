package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What one client of the live stream is sent, however it reads. */
class LiveClientTest {
  private static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");
  private static final byte[] GREETING = "retry: 1\n\n".getBytes(StandardCharsets.US_ASCII);

  private final LiveSettings settings =
      new Binder(
              new MapConfigurationPropertySource(
                  java.util.Map.of(
                      "live.history", "50", "live.queue", "4", "live.snapshot-changes", "3")))
          .bindOrCreate("live", LiveSettings.class);
  private final LiveSession session =
      new LiveSession(settings, Clock.fixed(NOW, ZoneOffset.UTC), "live");
  private final AsyncContext async = mock();
  private final List<Exception> cuts = new ArrayList<>();
  private final AtomicInteger gone = new AtomicInteger();
  private final Connection out = new Connection();
  private int sent;

  /** Takes so many pieces and then no more. */
  private static final class Connection extends ServletOutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room = Integer.MAX_VALUE;
    private boolean broken;
    private boolean ready;

    @Override
    public boolean isReady() {
      ready = room > 0;
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int one) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      assertThat(ready).as("nobody writes without having asked").isTrue();
      ready = false;
      if (broken) {
        throw new IOException("broken pipe");
      }
      room--;
      taken.write(bytes, from, length);
    }

    @Override
    public void flush() {
      assertThat(ready).as("nobody flushes without having asked").isTrue();
      ready = false;
    }

    List<String> events() {
      String text = taken.toString(StandardCharsets.UTF_8);
      assertThat(text).startsWith("retry: 1\n\n");
      return text.substring(GREETING.length)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("data: "))
          .map(line -> line.replaceAll("id: \\w+-", ""))
          .toList();
    }
  }

  @BeforeEach
  void begin() {
    session.numbers(LiveNumbers.Numbers.NONE);
    session.caughtUp();
    session.tick(false);
  }

  private LiveClient client(long known) {
    return new LiveClient(
        async, out, session, known, GREETING, cuts::add, client -> gone.incrementAndGet());
  }

  private void happens(int comment) {
    session.board().add(LiveSource.change("change-" + sent++, NOW, "x".repeat(comment)), NOW);
    session.tick(false);
  }

  @Test
  void aSnapshotComesFirstAndThenEachDelta() throws IOException {
    happens(1);
    LiveClient client = client(LiveSession.NOTHING);
    client.wake();
    assertThat(out.taken.size()).as("nothing before the container has opened it").isZero();
    client.onWritePossible();
    happens(1);
    client.wake();
    happens(1);
    client.beat();
    assertThat(out.events())
        .containsExactly(
            "1", "event: snapshot", "2", "event: delta", ": heartbeat", "3", "event: delta");
    assertThat(client.stuckFor(System.nanoTime())).isZero();
  }

  @Test
  void aSlowClientGetsWholeEventsAndASnapshotForWhatItMissed() throws IOException {
    LiveClient client = client(LiveSession.NOTHING);
    client.onWritePossible();
    happens(20_000);
    out.room = 1;
    client.wake();
    assertThat(client.stuckFor(System.nanoTime() + 5)).isPositive();
    for (int i = 0; i < 7; i++) {
      happens(10);
      client.wake();
    }
    out.room = Integer.MAX_VALUE;
    client.onWritePossible();
    assertThat(out.events())
        .containsExactly("0", "event: snapshot", "1", "event: delta", "8", "event: snapshot");
    assertThat(client.stuckFor(System.nanoTime())).isZero();
  }

  @Test
  void aClientThatComesBackGetsMoreDeltasThanMayWaitForOthers() throws IOException {
    for (int i = 0; i < 20; i++) {
      happens(10);
    }
    LiveClient client = client(5);
    client.onWritePossible();
    assertThat(out.events()).filteredOn("event: delta"::equals).hasSize(15);
    assertThat(out.events()).doesNotContain("event: snapshot").startsWith("6").contains("20");
  }

  @Test
  void anErrorOfOurOwnThreadIsToldToTheContainerOnce() throws IOException {
    LiveClient client = client(LiveSession.NOTHING);
    client.onWritePossible();
    out.broken = true;
    happens(1);
    client.wake();
    assertThat(client.isOver()).isTrue();
    assertThat(gone).hasPositiveValue();
    assertThat(cuts).hasSize(1);
    assertThat(client.cut()).as("it is gone already").isFalse();
    assertThat(cuts).hasSize(1);
  }

  @Test
  void anEndComesBehindAWholeEvent() throws IOException {
    LiveClient client = client(LiveSession.NOTHING);
    client.onWritePossible();
    happens(20_000);
    out.room = 1;
    client.wake();
    client.end();
    verifyNoInteractions(async);
    out.room = Integer.MAX_VALUE;
    client.onWritePossible();
    verify(async).complete();
    assertThat(out.taken.toString(StandardCharsets.UTF_8)).endsWith("}\n\n");
    assertThat(client.isOver()).isTrue();
  }

  @Test
  @Timeout(60)
  void manyThreadsAtOnceMixUpNothing() throws Exception {
    LiveClient client = client(LiveSession.NOTHING);
    client.onWritePossible();
    CountDownLatch end = new CountDownLatch(3);
    Runnable waking =
        () -> {
          for (int i = 0; i < 2_000; i++) {
            client.wake();
          }
          end.countDown();
        };
    for (int i = 0; i < 3; i++) {
      new Thread(waking).start();
    }
    for (int i = 0; i < 300; i++) {
      happens(new Random(i).nextInt(20_000));
    }
    end.await();
    client.wake();
    assertThat(cuts).isEmpty();
    long last = -1;
    for (String line : out.taken.toString(StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith("id: ")) {
        long number = Long.parseLong(line.substring(line.indexOf('-') + 1));
        assertThat(number).isGreaterThan(last);
        last = number;
      } else if (line.startsWith("data: ")) {
        assertThat(Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8))).isNotEmpty();
      }
    }
    assertThat(last).isEqualTo(300);
  }

  @Test
  void theLastDeltasAreHeldInBoundedBytes() {
    LiveFrames frames = new LiveFrames(10, 1_000);
    for (int i = 0; i < 30; i++) {
      frames.add(new byte[300]);
    }
    assertThat(frames.reachesBackTo(27)).isTrue();
    assertThat(frames.reachesBackTo(26)).isFalse();
    assertThat(frames.reachesBackTo(31)).isFalse();
    LiveFrames.@Nullable Frame behind = frames.behind(28);
    assertThat(behind).isNotNull();
    assertThat(behind.number()).isEqualTo(29);
    frames.add(new byte[5_000]);
    assertThat(frames.reachesBackTo(30)).as("the newest stays, however large").isTrue();
    assertThat(frames.reachesBackTo(29)).isFalse();
  }

  @Test
  void aSecondIsToldAgainWhenItChangesAndUnknownWhereItWasNotRead() {
    LiveSeconds seconds = new LiveSeconds(10);
    seconds.knownFrom(NOW.minusMillis(4_500));
    seconds.changed(NOW);
    seconds.change(NOW.minusSeconds(2), NOW, 7);
    seconds.change(NOW.minusSeconds(10), NOW, 7);
    seconds.change(NOW.plusSeconds(1), NOW, 7);
    assertThat(seconds.changed(NOW))
        .containsExactly(new LiveSeconds.Second(NOW.minusSeconds(2), 1L, 7L, 0L));
    seconds.change(NOW.minusSeconds(2), NOW, 7);
    assertThat(seconds.changed(NOW.plus(Duration.ofSeconds(1))))
        .containsExactly(
            new LiveSeconds.Second(NOW.minusSeconds(2), 2L, 14L, 0L),
            new LiveSeconds.Second(NOW.plusSeconds(1), 1L, 7L, 0L));
    List<LiveSeconds.Second> all = seconds.all(NOW);
    assertThat(all).hasSize(10);
    assertThat(all.get(4).events()).as("begun before reading did").isNull();
    assertThat(all.get(5).events()).isZero();
  }

  @Test
  void aRowThatIsTooLargeIsCountedAndNotShown() {
    LiveBoard board = new LiveBoard(settings);
    board.add(LiveSource.change("large", NOW, "x".repeat(40_000)), NOW);
    board.add(LiveSource.change("small", NOW, "x"), NOW);
    board.skipped(100, 7, NOW);
    LiveBoard.Delta delta = board.take(NOW);
    assertThat(delta.changes()).hasSize(1);
    assertThat(delta.more()).isEqualTo(101);
    assertThat(delta.morePages()).isEqualTo(7);
    assertThat(board.view(NOW).seconds()).allMatch(second -> second.events() == null);
  }
}
