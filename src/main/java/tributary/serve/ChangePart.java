package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A partition on the way of a list of changes, newest first.
 *
 * @param to no change in it, and none of the parts that follow, is at this time or later
 * @param read starts reading it; null for a stretch that is known to hold nothing
 */
record ChangePart(Instant to, @Nullable Supplier<CompletionStage<AsyncResultSet>> read) {

  static ChangePart nothingBefore(Instant to) {
    return new ChangePart(to, null);
  }
}
