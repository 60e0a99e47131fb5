package tributary.platform;

import org.jspecify.annotations.Nullable;

/** The store cannot be reached or does not answer in time: wait, and do the same again. */
public final class StoreUnavailable extends RuntimeException {
  public StoreUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
