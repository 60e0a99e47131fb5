package tributary.serve;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The last deltas as they went out, bounded in number and bytes: one copy for all clients, of which
 * each only knows how far it is. Not for several threads.
 */
final class LiveFrames {
  private final ArrayDeque<Frame> frames = new ArrayDeque<>();
  private final int most;
  private final long mostBytes;
  private long bytes;
  private long last;

  LiveFrames(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /**
   * What one event of the stream is as bytes.
   *
   * @param number of the newest delta that a client knows behind it
   */
  record Frame(long number, byte[] bytes) {}

  /** Number of the newest delta; 0 when there was none. */
  long last() {
    return last;
  }

  /** The newest stays, however large it is. */
  void add(byte[] delta) {
    frames.addLast(new Frame(++last, delta));
    bytes += delta.length;
    while (frames.size() > 1 && (frames.size() > most || bytes > mostBytes)) {
      bytes -= frames.removeFirst().bytes().length;
    }
  }

  /** Whether all that came behind this delta is still here. */
  boolean reachesBackTo(long number) {
    return number >= last - frames.size() && number <= last;
  }

  /** The delta behind this one; null when that is the newest. */
  @Nullable Frame behind(long number) {
    if (number == last - 1) {
      return frames.peekLast(); // nearly every client, nearly always
    }
    long skip = number - (last - frames.size());
    return frames.stream().skip(Math.max(0, skip)).findFirst().orElse(null);
  }
}
