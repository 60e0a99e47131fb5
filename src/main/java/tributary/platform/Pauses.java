package tributary.platform;

import java.time.Duration;

/** Waiting in threads of our own. */
public final class Pauses {
  private Pauses() {}

  /**
   * @throws IllegalStateException when the thread is interrupted: we are stopping
   */
  public static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted: stopping", e);
    }
  }
}
