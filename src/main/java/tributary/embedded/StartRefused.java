package tributary.embedded;

/** The embedded servers cannot be started, for a reason that a person can do something about. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String action;

  StartRefused(String reason, String action) {
    super(reason);
    this.action = action;
  }

  /** What to do about it. */
  public String action() {
    return action;
  }
}
