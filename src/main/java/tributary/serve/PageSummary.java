package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.event.PageCreate;

/** One page as the API shows it; the order of the components is the order of the keys. */
record PageSummary(
    long pageId,
    @Nullable String pageTitle,
    @Nullable String domain,
    @Nullable String wiki,
    @Nullable Integer namespace,
    @Nullable Long userId,
    @Nullable String userName,
    @Nullable Boolean userIsBot,
    Instant createdAt,
    String eventId,
    @Nullable Long revId,
    @Nullable String comment) {
  private static final List<String> COLUMNS =
      List.of(
          "page_id",
          "page_title",
          "domain",
          "wiki",
          "namespace",
          "user_id",
          "user_name",
          "user_is_bot",
          "created_at",
          "event_id",
          "rev_id",
          "comment");

  static PageSummary from(Row row) {
    UdtValue page = Objects.requireNonNull(row.getUdtValue("page"));
    return new PageSummary(
        page.getLong("page_id"),
        page.getString("page_title"),
        page.getString("domain"),
        page.getString("wiki"),
        page.get("namespace", Integer.class),
        page.get("user_id", Long.class),
        page.getString("user_name"),
        page.get("user_is_bot", Boolean.class),
        Objects.requireNonNull(page.getInstant("created_at")),
        Objects.requireNonNull(page.getString("event_id")),
        page.get("rev_id", Long.class),
        page.getString("comment"));
  }

  static PageSummary from(PageCreate page) {
    return new PageSummary(
        page.pageId(),
        page.pageTitle(),
        page.domain(),
        page.wiki(),
        page.namespace(),
        page.userId(),
        page.userName(),
        page.userIsBot(),
        page.createdAt(),
        page.eventId(),
        page.revId(),
        page.comment());
  }

  static Table table(List<PageSummary> pages) {
    return new Table(COLUMNS, pages.stream().map(PageSummary::cells).toList());
  }

  private List<@Nullable Object> cells() {
    return Arrays.asList(
        pageId, pageTitle, domain, wiki, namespace, userId, userName, userIsBot, createdAt, eventId,
        revId, comment);
  }
}
