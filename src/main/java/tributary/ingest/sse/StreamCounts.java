package tributary.ingest.sse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what the connections count, so that the numbers survive a restart. */
public interface StreamCounts {
  /**
   * @param repeats events that came again and were dropped, since the installation began
   * @param gaps events that the source numbered and never sent
   */
  record Totals(long repeats, long gaps) {
    static final Totals NONE = new Totals(0, 0);
  }

  /** The totals to go on from. */
  Totals last(String stream);

  /** One event more was received, repeats not included. */
  void event(String stream);

  /** The totals as they are now; may be called often. */
  void now(String stream, Totals totals, @Nullable String position);

  /** From when on the stream is followed; null when it never was. */
  default @Nullable Instant followedFrom(String stream) {
    return null;
  }

  /** The first event of an installation has come: the stream is followed from here on. */
  default void follows(String stream, Instant from) {}

  /** Events are missing; they lay in this stretch of the source's log. */
  default void lost(String stream, Instant from, Instant to, long events) {}

  /** Counts kept nowhere. */
  static StreamCounts none() {
    return new StreamCounts() {
      @Override
      public Totals last(String stream) {
        return Totals.NONE;
      }

      @Override
      public void event(String stream) {}

      @Override
      public void now(String stream, Totals totals, @Nullable String position) {}
    };
  }
}
