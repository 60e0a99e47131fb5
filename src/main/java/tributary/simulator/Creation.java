package tributary.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One good page-create event, as the witness read it.
 *
 * @param namespace null when absent or not a number; so are the following with {@code null}
 * @param userId null for a user without an account
 * @param userName null when the performer is missing
 */
record Creation(
    String eventId,
    String domain,
    String wiki,
    long pageId,
    String title,
    @Nullable Long namespace,
    Instant at,
    @Nullable Long userId,
    @Nullable String userName,
    @Nullable Boolean bot,
    @Nullable Long revId,
    @Nullable String comment) {

  boolean byBot() {
    return bot != null && bot;
  }

  /** A page is (wiki, page id). */
  String page() {
    return wiki + " " + pageId;
  }

  boolean hasUser() {
    return userId != null || userName != null;
  }

  /** A user is (wiki, user id), or (wiki, name) without an id. */
  String user() {
    return userId != null ? wiki + " id " + userId : wiki + " name " + userName;
  }

  /** The contract's {@code page} object. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("page_id", pageId);
    page.put("page_title", title);
    page.put("domain", domain);
    page.put("wiki", wiki);
    page.put("namespace", namespace);
    page.put("user_id", userId);
    page.put("user_name", userName);
    page.put("user_is_bot", bot);
    page.put("created_at", at.toString());
    page.put("event_id", eventId);
    page.put("rev_id", revId);
    page.put("comment", comment);
    return page;
  }
}
