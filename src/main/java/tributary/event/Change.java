package tributary.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change on one wiki, checked and flat: what travels in {@link Topics#RECENTCHANGE_CLEAN} (see
 * {@link ChangeJson}). Null means not known, which is neither false nor 0.
 *
 * @param eventId {@code meta.id}
 * @param at event time, {@code meta.dt}, cut to milliseconds
 * @param domain {@code meta.domain}, such as {@code en.wikipedia.org}
 * @param wiki such as {@code enwiki}
 * @param type {@code edit}, {@code new}, {@code log}, or what else the settings let through
 * @param rcid number of the change inside its wiki; half of the log events have none
 * @param namespace -1 for targets such as Special: pages
 * @param title with namespace prefix and spaces, as it came
 * @param user name or address; null where it is hidden
 * @param comment as it came, may be empty
 * @param lengthDiff new length minus old length in bytes; a creation has the old length 0
 * @param language of the wiki, as its domain says; null for wikis of no language
 * @param project such as {@code wikipedia}, as the domain says
 * @param revId of the revision that the change made
 * @param feed through which it came: {@code recentchange} or {@code recentchanges}
 */
public record Change(
    String eventId,
    Instant at,
    String domain,
    String wiki,
    String type,
    @Nullable Long rcid,
    @Nullable Integer namespace,
    @Nullable String title,
    @Nullable String user,
    @Nullable String comment,
    @Nullable Boolean isBot,
    @Nullable Boolean isMinor,
    @Nullable Long lengthDiff,
    @Nullable String language,
    String project,
    @Nullable Long revId,
    @Nullable String logType,
    @Nullable String logAction,
    String feed) {

  /** Whether it made a page. */
  public boolean newPage() {
    return type.equals("new");
  }

  /** How many bytes the text grew or shrank; 0 when that is not known. */
  public long bytesChanged() {
    return lengthDiff == null ? 0 : Math.abs(lengthDiff);
  }

  /**
   * What makes it one change inside its wiki: {@code r} and the rcid; without one {@code v} and the
   * revision; without either {@code e} and the event's id.
   */
  public String changeKey() {
    if (rcid != null) {
      return "r" + rcid;
    }
    return revId != null ? "v" + revId : "e" + eventId;
  }

  /** What makes it one change everywhere: the key of the clean record. */
  public String identity() {
    return wiki + ":" + changeKey();
  }

  /** Talk pages are the namespaces that are odd and positive. */
  public boolean onTalkPage() {
    return namespace != null && namespace > 0 && namespace % 2 == 1;
  }
}
