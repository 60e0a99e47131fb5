package tributary.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tributary.event.UserKey;

/**
 * What one user of one wiki created: the name and the domain are those of the latest page.
 *
 * @param wiki with {@code user} it makes the user
 * @param user {@link UserKey}
 * @param domain of the latest page
 * @param userName of the latest page; null when it names nobody
 * @param latestAt creation of the latest page
 * @param latestEventId breaks a tie of {@code latestAt}
 * @param titles in order of creation, repeats kept; as many as pages
 */
record UserPages(
    String wiki,
    String user,
    String domain,
    @Nullable String userName,
    Instant latestAt,
    String latestEventId,
    List<String> titles) {

  UserPages {
    titles = List.copyOf(titles);
  }

  int pages() {
    return titles.size();
  }

  @Nullable Long userId() {
    return UserKey.idIn(user);
  }

  /** This user over two stretches of time, {@code later} being the later one. */
  UserPages and(UserPages later) {
    List<String> all = new ArrayList<>(titles);
    all.addAll(later.titles());
    return later.pages() == 0
        ? this
        : new UserPages(
            wiki,
            user,
            later.domain(),
            later.userName(),
            later.latestAt(),
            later.latestEventId(),
            all);
  }
}
