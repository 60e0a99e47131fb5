package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.ingest.sse.InFlight.Ticket;
import tributary.platform.FeedStatus;

/**
 * What happens to each event of one connection, in order: it finds its stream and its key, holes
 * before it are counted, a repeat is dropped, and everything else is handed over.
 */
final class Intake implements SseDecoder.Sink {
  /** Takes one event and says when it is stored. */
  interface HandOver {
    void accept(SseEvent event, EventKey key, Instant receivedAt, Done done);
  }

  /** Called once, from any thread; {@code cause} is null when the event is stored. */
  interface Done {
    void done(@Nullable Throwable cause);
  }

  /** A stream of this connection and who takes its events. */
  record Outlet(StreamState state, HandOver handOver) {}

  private static final Duration BEHIND = Duration.ofMinutes(1);
  private static final long STATUS_NANOS = Duration.ofMillis(100).toNanos();
  private static final String FULL_NAME = "mediawiki.";
  private static final int LONGEST_MESSAGE = 300;

  private final List<Outlet> outlets;
  private final InFlight inFlight;
  private final OffsetGaps gaps;
  private final Identity identity;
  private final FeedStatus status;
  private final Clock clock;
  private final Runnable onFailure;
  private long events;
  private long news;
  private long statusAt;
  private @Nullable Outlet statusOf;

  Intake(
      List<Outlet> outlets,
      InFlight inFlight,
      OffsetGaps gaps,
      Identity identity,
      FeedStatus status,
      Clock clock,
      Runnable onFailure) {
    this.outlets = List.copyOf(outlets);
    this.inFlight = inFlight;
    this.gaps = gaps;
    this.identity = identity;
    this.status = status;
    this.clock = clock;
    this.onFailure = onFailure;
  }

  /** Events that came, repeats included. */
  long events() {
    return events;
  }

  /** Events that came for the first time. */
  long news() {
    return news;
  }

  @Override
  public void event(SseEvent event) throws IOException, InterruptedException {
    if (event.type().equals("error")) {
      String message = new String(event.data(), UTF_8);
      throw new StreamClosedByServer(
          message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    }
    events++;
    Envelope envelope = event.isCut() ? Envelope.ofHead(event.data()) : Envelope.of(event.data());
    Outlet outlet = outletOf(envelope);
    EventKey key = identity.keyOf(event, envelope);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    report(outlet, now);
    OffsetGaps.Gap gap = gaps.before(envelope, event.id());
    if (gap != null) {
      inFlight.locked(() -> outlet.state().lost(gap, now));
    }
    Ticket ticket = inFlight.admit(outlet.state(), key, event.id(), event.data().length);
    if (ticket == null) {
      return;
    }
    news++;
    if (!outlet.state().isFollowed()) {
      long time = identity.time();
      outlet.state().followed(time < 0 ? now : Instant.ofEpochMilli(time));
    }
    if (!envelope.isNumbered()) {
      gaps.unnumbered();
    }
    outlet.handOver().accept(event, key, now, cause -> done(ticket, cause));
  }

  private void done(Ticket ticket, @Nullable Throwable cause) {
    inFlight.done(ticket, cause);
    if (cause != null) {
      onFailure.run();
    }
  }

  /** What names no stream of this connection belongs to the first one. */
  private Outlet outletOf(Envelope envelope) {
    String stream = envelope.stream();
    if (stream != null && envelope.readable()) {
      String alias = stream.startsWith(FULL_NAME) ? stream.substring(FULL_NAME.length()) : stream;
      for (Outlet outlet : outlets) {
        String name = outlet.state().stream();
        if (name.equals(alias) || name.equals(stream)) {
          return outlet;
        }
      }
    }
    return outlets.get(0);
  }

  private void report(Outlet outlet, Instant now) {
    long nanos = System.nanoTime();
    if (outlet == statusOf && nanos - statusAt < STATUS_NANOS) {
      return;
    }
    statusOf = outlet;
    statusAt = nanos;
    long time = identity.time();
    boolean behind = time >= 0 && Instant.ofEpochMilli(time).isBefore(now.minus(BEHIND));
    status.received(outlet.state().stream(), now, behind);
  }
}
