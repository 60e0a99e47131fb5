package tributary.serve;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of time in which somebody listens: what is shown, and the deltas by which it came
 * about. Ids of its events mean nothing in another one, nor in another instance.
 */
final class LiveSession {
  /** A client that knows nothing yet. */
  static final long NOTHING = -1;

  private static final Pattern ID = Pattern.compile("([0-9a-z]{1,13})-([0-9]{1,18})");
  private static final int RADIX = 36;

  private final String name =
      Long.toString(ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE, RADIX);
  private final LiveSettings settings;
  private final Clock clock;
  private final String mode;
  private final LiveBoard board;
  private final LiveFrames frames;
  private volatile boolean closed;
  private volatile boolean caughtUp;
  private volatile LiveNumbers.@Nullable Numbers looked;
  private LiveNumbers.Numbers told = LiveNumbers.Numbers.NONE;
  private boolean ready;
  private LiveFrames.@Nullable Frame snapshot;

  LiveSession(LiveSettings settings, Clock clock, String mode) {
    this.settings = settings;
    this.clock = clock;
    this.mode = mode;
    this.board = new LiveBoard(settings);
    this.frames = new LiveFrames(settings.history(), settings.historySize().toBytes());
  }

  LiveBoard board() {
    return board;
  }

  boolean isOpen() {
    return !closed;
  }

  void close() {
    closed = true;
  }

  /** The tails of the topics are on the board. */
  void caughtUp() {
    caughtUp = true;
  }

  LiveNumbers.Numbers numbers() {
    LiveNumbers.Numbers now = looked;
    return now == null ? LiveNumbers.Numbers.NONE : now;
  }

  void numbers(LiveNumbers.Numbers now) {
    looked = now;
  }

  synchronized boolean isReady() {
    return ready;
  }

  /**
   * Makes the next delta.
   *
   * @param anyway begin also when not everything is there that a first snapshot wants
   */
  synchronized void tick(boolean anyway) {
    LiveNumbers.Numbers now = numbers();
    if (!ready) {
      ready = anyway || caughtUp && looked != null;
      if (ready) {
        board.take(clock.instant());
        told = now;
      }
      return;
    }
    var instant = clock.instant();
    byte[] delta = LiveText.delta(instant, board.take(instant), now, told);
    told = now;
    snapshot = null;
    frames.add(LiveText.event("delta", id(frames.last() + 1), delta));
  }

  /**
   * What a client gets that knows everything up to a delta: the next one, or a snapshot when it is
   * too far behind; null when there is nothing for it.
   *
   * @param resumed up to here it may be further behind, because it was away
   */
  synchronized LiveFrames.@Nullable Frame behind(long number, long resumed) {
    if (!ready || number == frames.last()) {
      return null;
    }
    boolean late = number >= resumed && frames.last() - number > settings.queue();
    return number < 0 || late || !frames.reachesBackTo(number) ? snapshot() : frames.behind(number);
  }

  private LiveFrames.Frame snapshot() {
    LiveFrames.Frame known = snapshot;
    if (known == null) {
      known =
          new LiveFrames.Frame(
              frames.last(), LiveText.event("snapshot", id(frames.last()), snapshotJson()));
      snapshot = known;
    }
    return known;
  }

  synchronized byte[] snapshotJson() {
    return LiveText.snapshot(clock.instant(), mode, board.view(clock.instant()), told);
  }

  /**
   * How much a client that comes back knows.
   *
   * @param lastEventId what it sent, which may be anything
   */
  synchronized long knownBy(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.length() > 40) {
      return NOTHING;
    }
    Matcher id = ID.matcher(lastEventId);
    if (!id.matches() || !id.group(1).equals(name)) {
      return NOTHING;
    }
    long number = Long.parseLong(id.group(2));
    return frames.reachesBackTo(number) ? number : NOTHING;
  }

  synchronized long last() {
    return frames.last();
  }

  private String id(long number) {
    return name + "-" + number;
  }
}
