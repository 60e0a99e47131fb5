package tributary.serve;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a list that one request reads: ends early after so many parts or so much time, and
 * then says where the next request goes on.
 */
final class BoundedParts implements Iterator<ChangePart> {
  private final Iterator<ChangePart> parts;
  private final long end;
  private int left;
  private @Nullable ChangePart next;
  private @Nullable ChangePart cut;

  /**
   * @param most parts that are looked at, those that hold nothing included
   * @param end on the clock of {@link System#nanoTime}
   */
  BoundedParts(Iterator<ChangePart> parts, int most, long end) {
    this.parts = parts;
    this.left = most;
    this.end = end;
  }

  /** The first part that was left for the next request; null when there is none. */
  @Nullable ChangePart cut() {
    return cut;
  }

  @Override
  public boolean hasNext() {
    while (next == null && cut == null && parts.hasNext()) {
      ChangePart part = parts.next();
      if (left <= 0 || System.nanoTime() - end > 0) {
        cut = part;
      } else {
        left--;
        next = part.read() == null ? null : part;
      }
    }
    return next != null;
  }

  @Override
  public ChangePart next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ChangePart part = next;
    next = null;
    return part;
  }
}
