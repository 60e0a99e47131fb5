package tributary.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a recount of one hour gave. Domains and users all of whose pages were superseded are there
 * with 0, so that writing the count takes back what an earlier one said.
 *
 * @param hour start of the hour
 * @param domains by name
 * @param users by wiki and key
 */
record HourCount(Instant hour, Map<String, Domain> domains, Collection<UserPages> users) {

  /** Pages of one domain. */
  record Domain(int pages, int createdByBots) {
    static final Domain NONE = new Domain(0, 0);
  }

  int pages() {
    return domains.values().stream().mapToInt(Domain::pages).sum();
  }

  static HourCount of(Instant hour, List<StoredPage> stored) {
    List<StoredPage> inOrder = new ArrayList<>(stored);
    inOrder.sort(Comparator.comparing(StoredPage::createdAt).thenComparing(StoredPage::eventId));
    Map<String, Domain> domains = new TreeMap<>();
    Map<String, List<StoredPage>> byUser = new LinkedHashMap<>();
    for (StoredPage page : inOrder) {
      Domain count = domains.getOrDefault(page.domain(), Domain.NONE);
      if (!page.superseded()) {
        count = new Domain(count.pages() + 1, count.createdByBots() + (page.bot() ? 1 : 0));
      }
      domains.put(page.domain(), count);
      if (page.user() != null) {
        byUser.computeIfAbsent(page.wiki() + ' ' + page.user(), key -> new ArrayList<>()).add(page);
      }
    }
    return new HourCount(hour, domains, byUser.values().stream().map(HourCount::user).toList());
  }

  private static UserPages user(List<StoredPage> pages) {
    List<StoredPage> shown = pages.stream().filter(page -> !page.superseded()).toList();
    StoredPage latest =
        (shown.isEmpty() ? pages : shown).get((shown.isEmpty() ? pages : shown).size() - 1);
    return new UserPages(
        latest.wiki(),
        java.util.Objects.requireNonNull(latest.user()),
        latest.domain(),
        latest.userName(),
        latest.createdAt(),
        latest.eventId(),
        shown.stream().map(StoredPage::title).toList());
  }
}
