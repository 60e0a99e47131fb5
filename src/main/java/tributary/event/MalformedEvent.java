package tributary.event;

/** A record that is no good event, and never will be: it belongs into the dead letter topic. */
public final class MalformedEvent extends Exception {
  private final String reason;

  /**
   * @param reason short and machine-readable, such as {@code missing-page-id}
   * @param message what is wrong, in a sentence
   */
  public MalformedEvent(String reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
