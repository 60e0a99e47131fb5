package tributary.store;

import static java.time.ZoneOffset.UTC;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.PageCreate;
import tributary.event.Topics;
import tributary.event.UserKey;

/** All rows that one page creation leaves. */
@Component
class PageRows {
  /** The columns of a key, about. */
  private static final int KEYS = 150;

  private final InsertPagesById byId;
  private final InsertPagesByHour byHour;
  private final InsertPagesByDomainHour byDomainHour;
  private final InsertPagesByUserDay byUserDay;
  private final MarkPagesByHour markByHour;
  private final MarkPagesByDomainHour markByDomainHour;
  private final MarkPagesByUserDay markByUserDay;
  private final InsertDaysByUser daysByUser;
  private final InsertDomainsByFeed domains;
  private final InsertYearsByDomain years;
  private final InsertHoursByDomainYear hours;

  PageRows(
      InsertPagesById byId,
      InsertPagesByHour byHour,
      InsertPagesByDomainHour byDomainHour,
      InsertPagesByUserDay byUserDay,
      MarkPagesByHour markByHour,
      MarkPagesByDomainHour markByDomainHour,
      MarkPagesByUserDay markByUserDay,
      InsertDaysByUser daysByUser,
      InsertDomainsByFeed domains,
      InsertYearsByDomain years,
      InsertHoursByDomainYear hours) {
    this.byId = byId;
    this.byHour = byHour;
    this.byDomainHour = byDomainHour;
    this.byUserDay = byUserDay;
    this.markByHour = markByHour;
    this.markByDomainHour = markByDomainHour;
    this.markByUserDay = markByUserDay;
    this.daysByUser = daysByUser;
    this.domains = domains;
    this.years = years;
    this.hours = hours;
  }

  List<TableRow> inserts(PageCreate page) {
    EncodedPage encoded = EncodedPage.of(page, byId.summaryType());
    int size = encoded.summary().remaining() + KEYS;
    Instant hour = EventTime.hour(page.createdAt());
    LocalDate day = LocalDate.ofInstant(hour, UTC);
    List<TableRow> rows = new ArrayList<>(5);
    rows.add(new TableRow(List.of(byId, page.pageId()), byId.of(encoded), size));
    rows.add(
        new TableRow(List.of(byHour, hour, PageStatement.slice(page)), byHour.of(encoded), size));
    rows.add(
        new TableRow(List.of(byDomainHour, page.domain(), hour), byDomainHour.of(encoded), size));
    for (String user : users(page)) {
      rows.add(new TableRow(List.of(byUserDay, user, day), byUserDay.of(user, encoded), size));
    }
    return rows;
  }

  /** What takes a page out of every list, because a later event shows it. */
  List<Statement<?>> marks(PageCreate page) {
    List<Statement<?>> rows = new ArrayList<>(4);
    rows.add(markByHour.of(page));
    rows.add(markByDomainHour.of(page));
    for (String user : users(page)) {
      rows.add(markByUserDay.of(user, page));
    }
    return rows;
  }

  /** The index rows that lead to the page's rows, each with the value it is remembered by. */
  void markers(PageCreate page, BiConsumer<Object, Supplier<Statement<?>>> to) {
    Instant hour = EventTime.hour(page.createdAt());
    LocalDate day = LocalDate.ofInstant(hour, UTC);
    to.accept(
        Map.entry("domain", page.domain()), () -> domains.of(Topics.PAGE_CREATE, page.domain()));
    to.accept(
        Map.entry(page.domain(), day.getYear()), () -> years.of(page.domain(), day.getYear()));
    to.accept(Map.entry(page.domain(), hour), () -> hours.of(page.domain(), day.getYear(), hour));
    for (String user : users(page)) {
      to.accept(Map.entry(user, day), () -> daysByUser.of(user, day));
    }
  }

  /** Under which keys the page can be found: by id and by name. */
  private static List<String> users(PageCreate page) {
    List<String> keys = new ArrayList<>(2);
    if (page.userId() != null) {
      keys.add(UserKey.byId(page.userId()));
    }
    if (page.userName() != null) {
      keys.add(UserKey.byName(page.userName()));
    }
    return keys;
  }
}
