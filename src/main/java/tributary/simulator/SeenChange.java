package tributary.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One good change, as the witness read it; null stands for what is absent or of another type.
 *
 * @param lengthDiff null where it cannot be known
 * @param revId {@code revision.new}
 */
record SeenChange(
    String eventId,
    Instant at,
    String domain,
    String wiki,
    String type,
    @Nullable Long rcid,
    @Nullable Long namespace,
    @Nullable String title,
    @Nullable String user,
    @Nullable String comment,
    @Nullable Boolean bot,
    @Nullable Boolean minor,
    @Nullable Long lengthDiff,
    @Nullable Long revId,
    @Nullable String logType,
    @Nullable String logAction) {

  /** A change is (wiki, rcid), else (wiki, revision), else its own event. */
  String change() {
    String key = rcid != null ? "r" + rcid : revId != null ? "v" + revId : "e" + eventId;
    return wiki + " " + key;
  }

  boolean isNew() {
    return type.equals("new");
  }

  boolean isEdit() {
    return type.equals("edit");
  }

  boolean byBot() {
    return Boolean.TRUE.equals(bot);
  }

  boolean byHuman() {
    return Boolean.FALSE.equals(bot);
  }

  long bytes() {
    return lengthDiff == null ? 0 : Math.abs(lengthDiff);
  }

  /** 0 where it is not known. */
  long net() {
    return lengthDiff == null ? 0 : lengthDiff;
  }

  @Nullable String language() {
    return SiteNames.language(domain);
  }

  String project() {
    return SiteNames.project(domain);
  }

  boolean isTalk() {
    return namespace != null && namespace > 0 && namespace % 2 == 1;
  }

  /** The contract's row of {@code /api/changes}. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("event_id", eventId);
    row.put("rcid", rcid);
    row.put("wiki", wiki);
    row.put("domain", domain);
    row.put("type", type);
    row.put("namespace", namespace);
    row.put("title", title);
    row.put("user", user);
    row.put("comment", comment);
    row.put("is_bot", bot);
    row.put("is_minor", minor);
    row.put("is_new_page", isNew());
    row.put("length_diff", lengthDiff);
    row.put("bytes_changed", bytes());
    row.put("language", language());
    row.put("project", project());
    row.put("at", at.toString());
    row.put("rev_id", revId);
    row.put("log_type", logType);
    row.put("log_action", logAction);
    return row;
  }
}
