package tributary.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a loopback port that speaks EventStreams as the real one does, its faults included,
 * from a log in memory; and that knows what anybody who read the log must have counted. All methods
 * may be called from any thread.
 */
public final class Simulator implements AutoCloseable {
  private final SimulatorOptions options;
  private final EventLog log = new EventLog();
  private final Faults faults = new Faults();
  private final KnownAnswers answers;
  private final ChangeSource changes;
  private final List<ClientConnection> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Listener listener;
  private volatile String active = Streams.EQIAD;

  private Simulator(SimulatorOptions options) throws IOException {
    this.options = options;
    this.answers = new KnownAnswers(options.clock(), options.largestEvent());
    KnownChanges known = new KnownChanges(options.clock(), options.largestEvent());
    this.changes =
        new ChangeSource(
            options,
            known,
            (quiet, time, data, stamped) -> {
              LogEntry entry = append(Streams.RECENTCHANGE, quiet, time, data, stamped);
              if (options.keepAnswers()) {
                known.published(entry.data());
              }
            });
    this.listener = new Listener(options.port(), socket -> new Conversation(this, socket));
  }

  /** Listens when this returns. */
  public static Simulator start(SimulatorOptions options) {
    try {
      Simulator simulator = new Simulator(options);
      simulator.listener.accept();
      return simulator;
    } catch (IOException taken) {
      throw new UncheckedIOException("The simulator cannot use port " + options.port(), taken);
    }
  }

  public int port() {
    return listener.port();
  }

  /** What stands for {@code https://stream.wikimedia.org/v2/stream}. */
  public URI streamBase() {
    return URI.create("http://127.0.0.1:" + port() + "/v2/stream");
  }

  /** What a reader of all page creations published so far must have counted. */
  public KnownAnswers answers() {
    return answers;
  }

  /** The stream recentchange: what is published there, and its known answers. */
  public ChangeSource changes() {
    return changes;
  }

  // --- publishing ---------------------------------------------------------------------------

  public void publish(APage page) {
    publish(page.bytes());
  }

  public void publish(String json) {
    publish(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /**
   * Publishes a page creation to the active data centre. As in the real log, its Kafka time is its
   * {@code meta.dt}; now, if that lies in the future or cannot be read.
   */
  public void publish(byte[] data) {
    Instant now = options.clock().instant();
    Instant eventTime = Recount.eventTimeOf(data);
    publish(data, eventTime == null || eventTime.isAfter(now) ? now : eventTime);
  }

  public void publish(byte[] data, Instant kafkaTime) {
    pageCreate(false, kafkaTime, data, true);
  }

  public void publish(PageCreation page) {
    pageCreate(page.quiet(), page.kafkaTime(), page.data(), true);
  }

  public void publishAll(Collection<PageCreation> pages) {
    pages.forEach(this::publish);
  }

  /** Any bytes at all (at least one), sent exactly as they are. */
  public void publishRaw(byte[] data) {
    pageCreate(false, options.clock().instant(), data, false);
  }

  /** To the topic that is nearly silent: canaries, and a few others. */
  public void publishQuietly(APage page) {
    pageCreate(true, options.clock().instant(), page.bytes(), true);
  }

  /** MediaWiki writes to the other data centre from now on. */
  public void switchDatacentre() {
    active = quiet();
  }

  // --- faults -------------------------------------------------------------------------------

  /** Once: the connection that sends the n-th event from now on is cut behind it. */
  public void cutAfter(long events, Cut how) {
    faults.cutAfter(positive(events), how);
  }

  /** Every connection is cut after this many events; 0 stops that. */
  public void cutEvery(long events, Cut how) {
    faults.cutEvery(events, how);
  }

  /** Cuts every open connection, and returns when they have ended. */
  public void cutAll(Cut how) {
    List<ClientConnection> open = connections.stream().filter(ClientConnection::isOpen).toList();
    Map<Conversation, Thread> talking =
        listener.talking(conversation -> conversation.isAmong(open));
    open.forEach(connection -> connection.cut(how));
    log.wakeAll();
    Listener.await(talking);
  }

  /** Half-open from now on: connections are accepted and kept, and nothing more is sent. */
  public void goSilent() {
    faults.silent(true);
  }

  public void speakAgain() {
    faults.silent(false);
    log.wakeAll();
  }

  /** Nobody listens on the port any more; open connections are cut. */
  public void stopListening() {
    listener.close();
    cutAll(Cut.RESET);
  }

  /** Listens again on the same port, with the same log. */
  public void listenAgain() {
    try {
      listener.reopen();
    } catch (IOException taken) {
      throw new UncheckedIOException("The simulator cannot use port " + port() + " again", taken);
    }
  }

  public void refuseNext(int connections, int status) {
    faults.refuse(connections, status, null);
  }

  public void refuseNext(int connections, int status, Duration retryAfter) {
    faults.refuse(connections, status, retryAfter);
  }

  /** Every request with a Last-Event-ID gets this status (400 or 404) from now on. */
  public void refuseSavedPositions(int status) {
    faults.refuseSavedPositions(status);
  }

  public void acceptSavedPositions() {
    faults.refuseSavedPositions(0);
  }

  /** Retention: records whose Kafka time is older are gone. */
  public void forgetOlderThan(Instant oldest) {
    log.forgetOlderThan(oldest.toEpochMilli());
  }

  // --- what clients did ---------------------------------------------------------------------

  /** Every request for a stream since the start, oldest first. */
  public List<ClientConnection> connections() {
    return List.copyOf(connections);
  }

  /** The request that came last. */
  public ClientConnection lastConnection() {
    return connections.get(connections.size() - 1);
  }

  /** Streams that are open now. */
  public int openStreams() {
    return (int) connections.stream().filter(ClientConnection::isOpen).count();
  }

  @Override
  public void close() {
    listener.close();
    connections.forEach(connection -> connection.cut(Cut.PREMATURE));
    log.wakeAll();
    Listener.await(listener.talking(conversation -> true));
  }

  // --- for its own conversations ------------------------------------------------------------

  SimulatorOptions options() {
    return options;
  }

  EventLog log() {
    return log;
  }

  Faults faults() {
    return faults;
  }

  ClientConnection began(RequestHead request) {
    ClientConnection connection =
        new ClientConnection(numbers.incrementAndGet(), options.clock().instant(), request);
    connections.add(connection);
    return connection;
  }

  void ended(Conversation conversation) {
    listener.ended(conversation);
  }

  /** Lets the log of a stream begin at other offsets than 0. */
  void beginAt(String stream, long activeOffset, long quietOffset) {
    log.beginAt(Streams.topic(active, stream), activeOffset);
    log.beginAt(Streams.topic(quiet(), stream), quietOffset);
  }

  void publish(SourceEvent event) {
    if (event instanceof PageCreation page) {
      publish(page);
    } else if (event instanceof ChangeEvent change) {
      changes.publish(change);
    }
  }

  private String quiet() {
    return active.equals(Streams.EQIAD) ? Streams.CODFW : Streams.EQIAD;
  }

  private void pageCreate(boolean quiet, Instant kafkaTime, byte[] data, boolean stamped) {
    LogEntry entry = append(Streams.PAGE_CREATE, quiet, kafkaTime, data, stamped);
    if (options.keepAnswers()) {
      answers.published(entry.data());
    }
  }

  private LogEntry append(
      String stream, boolean quiet, Instant kafkaTime, byte[] data, boolean stamped) {
    if (data.length == 0) {
      throw new IllegalArgumentException("an event without data is never seen by a client");
    }
    MetaStamp stamp = stamped ? MetaStamp.of(data) : null;
    return log.append(
        Streams.topic(quiet ? quiet() : active, stream),
        kafkaTime.toEpochMilli(),
        (topic, offset) -> stamp == null ? data : stamp.at(topic, offset));
  }

  private static long positive(long events) {
    if (events < 1) {
      throw new IllegalArgumentException("events must be at least 1, was " + events);
    }
    return events;
  }
}
