package tributary.clean;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of one raw record. */
sealed interface Verdict {
  /** In one word, for the meters. */
  default String outcome() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The event, checked and flat.
   *
   * @param at event time
   * @param key of the clean record: events with the same key keep their order
   * @param value of the clean record
   */
  record Clean(Instant at, byte[] key, byte[] value) implements Verdict {}

  /** Left out on purpose, and counted under its reason. */
  record Filtered(String reason) implements Verdict {}

  /** No good event. */
  record Dead(String reason, String error, @Nullable Throwable cause) implements Verdict {
    String exception() {
      return cause == null ? "tributary.event.MalformedEvent" : cause.getClass().getName();
    }
  }

  /** Came before: leaves no trace but a number. */
  record Repeat() implements Verdict {}
}
