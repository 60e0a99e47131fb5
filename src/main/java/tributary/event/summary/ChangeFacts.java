package tributary.event.summary;

import org.jspecify.annotations.Nullable;
import tributary.event.Change;

/**
 * What of one change is counted.
 *
 * @param domain such as {@code en.wikipedia.org}
 * @param type {@code edit}, {@code new}, {@code log}, or what else is let through
 * @param namespace null when unknown
 * @param title null when unknown: then the change counts for no page
 * @param user null when hidden: then the change counts for no editor
 * @param bot null when unknown
 * @param minor null when unknown
 * @param lengthDiff bytes added or taken away; null when a length is missing
 */
public record ChangeFacts(
    String domain,
    String type,
    @Nullable Integer namespace,
    @Nullable String title,
    @Nullable String user,
    @Nullable Boolean bot,
    @Nullable Boolean minor,
    @Nullable Long lengthDiff) {

  static final String EDIT = "edit";
  static final String NEW = "new";

  public static ChangeFacts of(Change change) {
    return new ChangeFacts(
        change.domain(),
        change.type(),
        change.namespace(),
        change.title(),
        change.user(),
        change.isBot(),
        change.isMinor(),
        change.lengthDiff());
  }

  public boolean edit() {
    return type.equals(EDIT);
  }

  public boolean newPage() {
    return type.equals(NEW);
  }

  /** The size of the change: the difference without its sign, 0 when it is not known. */
  public long bytes() {
    return lengthDiff == null ? 0 : Math.abs(lengthDiff);
  }
}
