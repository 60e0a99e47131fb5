package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pages that have one id: at most one a wiki, because ids are unique only there. */
@Component("pageById")
class PageById {
  private static final int LIMIT = 100;

  private final Reads reads;
  private final SelectPagesById select;

  PageById(Reads reads, SelectPagesById select) {
    this.reads = reads;
    this.select = select;
  }

  /** What the cursor holds: the wiki that was shown last. */
  record After(String wiki) {}

  /**
   * @throws Refusal 404 when no wiki has the page
   */
  public Answer find(ApiRequest request) {
    long id = request.id("page_id");
    String domain = request.text("domain");
    int limit = request.limit(LIMIT);
    After after = Cursor.read(request, After.class);
    List<PageSummary> pages = new ArrayList<>();
    Iterator<Row> rows = select.rows(id, reads.deadline());
    String wiki = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      String here = row.getString("wiki");
      if (here == null || here.equals(wiki)) {
        continue; // an earlier event of the page before
      }
      wiki = here;
      PageSummary page = PageSummary.from(row);
      if (domain == null || domain.equals(page.domain())) {
        pages.add(page);
      }
    }
    if (pages.isEmpty()) {
      throw Refusal.notFound(
          "No page has the id " + id + (domain == null ? "" : " on this domain"));
    }
    return answer(request, id, pages, after, limit);
  }

  private static Answer answer(
      ApiRequest request, long id, List<PageSummary> all, @Nullable After after, int limit) {
    List<PageSummary> behind =
        all.stream().filter(page -> after == null || isBehind(page, after)).toList();
    List<PageSummary> pages = behind.subList(0, Math.min(limit, behind.size()));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("page_id", id);
    body.put("pages", pages);
    String cursor = null;
    if (pages.size() < behind.size()) {
      cursor = Cursor.of(request, new After(wikiOf(pages.get(pages.size() - 1))));
      body.put("next_cursor", cursor);
    }
    return Answer.of(body, () -> PageSummary.table(pages)).next(cursor);
  }

  private static boolean isBehind(PageSummary page, After after) {
    return Position.BY_CODE_POINT.compare(wikiOf(page), after.wiki()) > 0;
  }

  private static String wikiOf(PageSummary page) {
    return page.wiki() == null ? "" : page.wiki();
  }
}
