package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.FoldedText;

/** One change as the API shows it; the order of the components is the order of the keys. */
record ChangeSummary(
    String eventId,
    @Nullable Long rcid,
    String wiki,
    String domain,
    String type,
    @Nullable Integer namespace,
    @Nullable String title,
    @Nullable String user,
    @Nullable String comment,
    @JsonProperty("is_bot") @Nullable Boolean bot,
    @JsonProperty("is_minor") @Nullable Boolean minor,
    @JsonProperty("is_new_page") boolean newPage,
    @Nullable Long lengthDiff,
    long bytesChanged,
    @Nullable String language,
    @Nullable String project,
    Instant at,
    @Nullable Long revId,
    @Nullable String logType,
    @Nullable String logAction) {
  private static final List<String> COLUMNS =
      List.of(
          "event_id",
          "rcid",
          "wiki",
          "domain",
          "type",
          "namespace",
          "title",
          "user",
          "comment",
          "is_bot",
          "is_minor",
          "is_new_page",
          "length_diff",
          "bytes_changed",
          "language",
          "project",
          "at",
          "rev_id",
          "log_type",
          "log_action");

  static ChangeSummary from(Row row) {
    UdtValue change = Objects.requireNonNull(row.getUdtValue("change"));
    String type = Objects.requireNonNull(change.getString("type"));
    Long difference = change.get("length_diff", Long.class);
    return new ChangeSummary(
        Objects.requireNonNull(change.getString("event_id")),
        change.get("rcid", Long.class),
        Objects.requireNonNull(change.getString("wiki")),
        Objects.requireNonNull(change.getString("domain")),
        type,
        change.get("namespace", Integer.class),
        change.getString("title"),
        change.getString("user"),
        change.getString("comment"),
        change.get("is_bot", Boolean.class),
        change.get("is_minor", Boolean.class),
        type.equals("new"),
        difference,
        difference == null ? 0 : Math.abs(difference),
        change.getString("language"),
        change.getString("project"),
        Objects.requireNonNull(change.getInstant("at")),
        change.get("rev_id", Long.class),
        change.getString("log_type"),
        change.getString("log_action"));
  }

  static ChangeSummary from(Change change) {
    return new ChangeSummary(
        change.eventId(),
        change.rcid(),
        change.wiki(),
        change.domain(),
        change.type(),
        change.namespace(),
        change.title(),
        change.user(),
        change.comment(),
        change.isBot(),
        change.isMinor(),
        change.newPage(),
        change.lengthDiff(),
        change.bytesChanged(),
        change.language(),
        change.project(),
        change.at(),
        change.revId(),
        change.logType(),
        change.logAction());
  }

  /**
   * Whether the text occurs in title, user or comment.
   *
   * @param folded as {@link FoldedText} makes it
   */
  boolean contains(String folded) {
    return contains(title, folded) || contains(user, folded) || contains(comment, folded);
  }

  private static boolean contains(@Nullable String field, String folded) {
    return field != null && FoldedText.of(field).contains(folded);
  }

  static Table table(List<ChangeSummary> changes) {
    return new Table(COLUMNS, changes.stream().map(ChangeSummary::cells).toList());
  }

  private List<@Nullable Object> cells() {
    return Arrays.asList(
        eventId,
        rcid,
        wiki,
        domain,
        type,
        namespace,
        title,
        user,
        comment,
        bot,
        minor,
        newPage,
        lengthDiff,
        bytesChanged,
        language,
        project,
        at,
        revId,
        logType,
        logAction);
  }
}
