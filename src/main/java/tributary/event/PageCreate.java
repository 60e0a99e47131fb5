package tributary.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One page creation, checked and flat: what travels in {@link Topics#PAGE_CREATE_CLEAN} as JSON
 * with these names in snake_case (fields that are null are left out).
 *
 * @param eventId {@code meta.id}: what makes the event one event
 * @param createdAt event time, {@code meta.dt}, cut to milliseconds
 * @param domain {@code meta.domain}, such as {@code en.wikipedia.org}
 * @param wiki {@code database}, such as {@code enwiki}; with {@code pageId} it makes the page
 * @param pageId unique inside one wiki only
 * @param pageTitle with namespace prefix and underscores, as it came
 * @param namespace null when absent or unreadable
 * @param revId null when absent or unreadable
 * @param userId null for users without an id, and when the performer is missing
 * @param userName null when the performer is missing or names nobody
 * @param userIsBot null when the performer is missing or does not say
 * @param comment null when absent
 */
public record PageCreate(
    String eventId,
    Instant createdAt,
    String domain,
    String wiki,
    long pageId,
    String pageTitle,
    @Nullable Integer namespace,
    @Nullable Long revId,
    @Nullable Long userId,
    @Nullable String userName,
    @Nullable Boolean userIsBot,
    @Nullable String comment) {

  /** Whether anybody is named at all; without a performer a page is in no list of users. */
  public boolean hasUser() {
    return userId != null || userName != null;
  }

  /** Identity of the page: the partition key of the clean topic. */
  public String pageKey() {
    return wiki + ":" + pageId;
  }
}
