package tributary.serve;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tributary.event.UserKey;

/**
 * A user of one wiki and what is known of the range: how many pages, and the latest of them, which
 * gives name and domain.
 *
 * @param user {@code #id} or {@code =name}
 */
record ActiveUser(
    String wiki,
    String user,
    @Nullable String name,
    @Nullable String domain,
    Instant latestAt,
    String latestEvent,
    long count) {
  private static final Comparator<ActiveUser> LATEST =
      Comparator.comparing(ActiveUser::latestAt)
          .thenComparing(ActiveUser::latestEvent, Position.BY_CODE_POINT);

  /** Most pages first, then by name and domain; wiki and key make the order total. */
  static final Comparator<ActiveUser> ORDER =
      Comparator.comparing(ActiveUser::count, Comparator.reverseOrder())
          .thenComparing(one -> text(one.name()), Position.BY_CODE_POINT)
          .thenComparing(one -> text(one.domain()), Position.BY_CODE_POINT)
          .thenComparing(ActiveUser::wiki, Position.BY_CODE_POINT)
          .thenComparing(ActiveUser::user, Position.BY_CODE_POINT);

  ActiveUser plus(ActiveUser other) {
    ActiveUser shown = LATEST.compare(this, other) >= 0 ? this : other;
    return new ActiveUser(
        wiki,
        user,
        shown.name,
        shown.domain,
        shown.latestAt,
        shown.latestEvent,
        count + other.count);
  }

  @Nullable Long id() {
    return UserKey.idIn(user);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
