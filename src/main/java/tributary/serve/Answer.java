package tributary.serve;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets.
 *
 * @param body turned into JSON; bytes go out as they are
 * @param table the same as rows and columns, where there is a list in it
 * @param next cursor of what comes behind, for the header Link
 * @param maxAge how long it may be kept without asking again; null: ask every time
 */
record Answer(
    Object body,
    @Nullable Supplier<Table> table,
    @Nullable String next,
    @Nullable Duration maxAge) {

  static Answer of(Object body) {
    return new Answer(body, null, null, null);
  }

  static Answer of(Object body, Supplier<Table> table) {
    return new Answer(body, table, null, null);
  }

  Answer next(@Nullable String cursor) {
    return new Answer(body, table, cursor, maxAge);
  }

  Answer keptFor(@Nullable Duration time) {
    return new Answer(body, table, next, time);
  }
}
