package tributary.ingest.sse;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.OkHttpClient;
import tributary.ingest.sse.SseSession.Outcome;
import tributary.ingest.sse.StartPosition.Standing;
import tributary.platform.FeedStatus.Connection;

/**
 * Reads a set of streams over one HTTP exchange at a time, each beginning behind what is stored,
 * and says how long to wait before the next. Only {@link #forget} may be called from elsewhere than
 * the connection's thread.
 */
final class Reading {
  private final SseSettings settings;
  private final Surroundings around;
  private final SseRequests requests;
  private final Aftermath aftermath;
  private final InFlight inFlight;
  private final Map<String, StreamState> states = new LinkedHashMap<>();
  private final Map<String, Instant> firstOpened = new LinkedHashMap<>();
  private OffsetGaps gaps = new OffsetGaps();
  private volatile boolean forgotten;

  Reading(SseSettings settings, Surroundings around, OkHttpClient client) {
    this.settings = settings;
    this.around = around;
    this.requests = new SseRequests(settings, client);
    this.aftermath =
        new Aftermath(
            new BackOff(
                settings.backoffMin(),
                settings.backoffMax(),
                () -> ThreadLocalRandom.current().nextDouble()),
            around.status(),
            around.clock());
    this.inFlight = new InFlight(settings.maxInFlight(), settings.maxInFlightBytes());
  }

  /** Somebody else may have stored events: everything known is to be read again. */
  void forget() {
    forgotten = true;
  }

  /** One exchange with the source; returns how long to wait before the next. */
  Duration once(List<SseConsumer> members, SseConnection.Turn turn) throws InterruptedException {
    aftermath.report(members, Connection.CONNECTING, null);
    // What an earlier turn has left under way will be stored yet, and must be met in what is.
    awaitAcknowledgements(members, turn);
    if (!turn.mayGoOn()) {
      return Duration.ZERO;
    }
    learnWhatIsStored(members);
    inFlight.begin();
    StartPosition start = start(members);
    List<Intake.Outlet> outlets =
        members.stream()
            .map(member -> new Intake.Outlet(stateOf(member), member::handOver))
            .toList();
    var decoder = new SseDecoder(settings.maxEventSize(), settings.keptHead());
    var call = requests.call(members, start);
    var identity =
        new Identity(start instanceof StartPosition.After after ? after.lastEventId() : null);
    var intake =
        new Intake(
            outlets, inFlight, gaps, identity, around.status(), around.clock(), call::cancel);
    var session =
        new SseSession(
            call, intake, decoder, turn::mayGoOn, around.clock(), settings.retryAfterMax());
    turn.use(session);
    Outcome outcome = session.run(() -> opened(members, start));
    if (intake.events() > 0) {
      aftermath.eventsCame();
    }
    if (!turn.mayGoOn()) {
      return Duration.ZERO;
    }
    Throwable failure = inFlight.failure();
    awaitAcknowledgements(members, turn);
    Duration wait =
        aftermath.of(members, failure == null ? outcome : new Outcome.NotStored(failure), start);
    Duration asked = Duration.ofMillis(Math.max(0, decoder.retryMillis()));
    return asked.compareTo(wait) <= 0 || asked.compareTo(settings.backoffMax()) > 0 ? wait : asked;
  }

  /** Something went wrong that is no matter of the source, such as Kafka not answering. */
  Duration failed(List<SseConsumer> members, RuntimeException problem) {
    return aftermath.ofFault(members, problem);
  }

  /**
   * Gives what is under way the time to be acknowledged. What is not in time is forgotten, and the
   * truth read again from what is stored.
   */
  void drain() {
    Thread.interrupted();
    try {
      if (!inFlight.awaitNone(settings.drainTimeout())) {
        forgotten = true;
      }
    } catch (InterruptedException e) {
      forgotten = true;
    }
  }

  private void awaitAcknowledgements(List<SseConsumer> members, SseConnection.Turn turn)
      throws InterruptedException {
    boolean said = false;
    while (!inFlight.awaitNone(Duration.ofSeconds(1)) && turn.mayGoOn()) {
      if (!said) {
        aftermath.report(members, Connection.WAITING, "events are waiting to be stored in Kafka");
        said = true;
      }
    }
  }

  private void learnWhatIsStored(List<SseConsumer> members) throws InterruptedException {
    if (forgotten) {
      forgotten = false;
      states.clear();
      gaps = new OffsetGaps();
    }
    for (SseConsumer member : members) {
      if (!states.containsKey(member.stream())) {
        StreamState state =
            new StreamState(member.stream(), settings.rememberedKeys(), around.counts());
        OffsetGaps known = gaps;
        around
            .stored()
            .newest(
                member.stream(),
                settings.rememberedKeys(),
                event -> inFlight.locked(() -> learn(state, known, event)));
        states.put(member.stream(), state);
      }
    }
  }

  private static void learn(StreamState state, OffsetGaps gaps, StoredEvents.StoredEvent event) {
    if (event.key() != null) {
      state.keep(event.key());
    }
    if (event.id() != null) {
      state.resume().stored(event.id());
    }
    Envelope envelope = event.envelope();
    if (envelope != null && envelope.isNumbered()) {
      gaps.before(envelope, event.id());
    } else if (envelope != null) {
      gaps.unnumbered();
    }
  }

  private StartPosition start(List<SseConsumer> members) {
    List<Standing> standings =
        members.stream()
            .map(
                member -> {
                  Instant opened = firstOpened.get(member.stream());
                  Instant wanted =
                      settings.since() != null || opened == null
                          ? settings.since()
                          : opened.minus(settings.resumeOverlap());
                  return new Standing(member.stream(), stateOf(member).resume(), wanted);
                })
            .toList();
    StartPosition[] start = new StartPosition[1];
    var reach =
        new ResumePoint.Reach(
            around.clock().instant(), settings.resumeOverlap(), aftermath.standstills());
    inFlight.locked(
        () -> start[0] = StartPosition.of(standings, reach, aftermath.isPositionRefused()));
    if (start[0] instanceof StartPosition.Since since) {
      members.forEach(member -> stateOf(member).askedSince(since.instant()));
    }
    return start[0];
  }

  private StreamState stateOf(SseConsumer member) {
    StreamState state = states.get(member.stream());
    if (state == null) {
      throw new IllegalStateException("nothing is known of " + member.stream());
    }
    return state;
  }

  private void opened(List<SseConsumer> members, StartPosition start) {
    Instant now = around.clock().instant();
    members.forEach(member -> firstOpened.putIfAbsent(member.stream(), now));
    aftermath.opened(members, start);
  }
}
