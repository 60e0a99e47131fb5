package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import tributary.event.PageCreate;

/**
 * Finds the events that a later event of the same page has taken the place of. A page is created
 * once, but sources say it again (deleted and made anew, restored), and then it counts once, with
 * the latest event.
 */
@Component
class PageVersions {
  /** The later event shows the page; among equal times the larger id, so that all agree. */
  static final Comparator<PageCreate> LATER =
      Comparator.comparing(PageCreate::createdAt).thenComparing(PageCreate::eventId);

  /** A read of so many partitions stays small, and costs a client little more than one of one. */
  private static final int PAGES_A_READ = 20;

  private final Writes writes;
  private final SelectPagesById select;

  PageVersions(Writes writes, SelectPagesById select) {
    this.writes = writes;
    this.select = select;
  }

  /**
   * Everything that is superseded once {@code pages} are stored, new or old. Blocks for one read a
   * few pages of a wiki.
   *
   * @param asked keys of the pages of which an event may be stored already
   */
  List<PageCreate> superseded(Collection<PageCreate> pages, Set<String> asked) {
    Map<String, List<PageCreate>> byPage = new HashMap<>();
    Map<String, List<Long>> byWiki = new HashMap<>();
    for (PageCreate page : pages) {
      List<PageCreate> versions = byPage.computeIfAbsent(page.pageKey(), key -> new ArrayList<>(1));
      if (versions.isEmpty() && asked.contains(page.pageKey())) {
        byWiki.computeIfAbsent(page.wiki(), wiki -> new ArrayList<>()).add(page.pageId());
      }
      versions.add(page);
    }
    for (PageCreate known : stored(byWiki)) {
      List<PageCreate> versions = byPage.get(known.pageKey());
      if (versions != null) {
        versions.add(known);
      }
    }
    List<PageCreate> losers = new ArrayList<>();
    for (List<PageCreate> versions : byPage.values()) {
      if (versions.size() > 1) {
        String winner = versions.stream().max(LATER).orElseThrow().eventId();
        versions.stream().filter(page -> !page.eventId().equals(winner)).forEach(losers::add);
      }
    }
    return losers;
  }

  private List<PageCreate> stored(Map<String, List<Long>> byWiki) {
    List<CompletableFuture<List<Row>>> reads = new ArrayList<>();
    byWiki.forEach(
        (wiki, ids) -> {
          for (int from = 0; from < ids.size(); from += PAGES_A_READ) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + PAGES_A_READ));
            reads.add(writes.read(select.of(some, wiki)));
          }
        });
    Waiting.forAll(reads);
    List<PageCreate> stored = new ArrayList<>();
    reads.forEach(read -> read.join().forEach(row -> stored.add(page(row))));
    return stored;
  }

  private static PageCreate page(Row row) {
    UdtValue value = Objects.requireNonNull(row.getUdtValue("page"));
    return new PageCreate(
        Objects.requireNonNull(value.getString("event_id")),
        Objects.requireNonNull(value.getInstant("created_at")),
        Objects.requireNonNull(value.getString("domain")),
        Objects.requireNonNull(value.getString("wiki")),
        value.getLong("page_id"),
        Objects.requireNonNull(value.getString("page_title")),
        null,
        null,
        value.isNull("user_id") ? null : Long.valueOf(value.getLong("user_id")),
        value.getString("user_name"),
        null,
        null);
  }
}
