package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.UserKey;

/** Lists of pages, newest first: of everybody, of a domain, of a user. */
@Component("pageLists")
class PageLists {
  private static final int LIMIT = 100;
  private static final Duration NEWEST = Duration.ofHours(24);

  private final Reads reads;
  private final SelectTouchedHours touchedHours;
  private final SelectPagesByHour pagesByHour;
  private final SelectHoursByDomainYear hoursByDomain;
  private final SelectPagesByDomainHour pagesByDomain;
  private final SelectDaysByUser daysByUser;
  private final SelectPagesByUserDay pagesByUser;
  private final ServeSettings settings;
  private final Clock clock;

  PageLists(
      Reads reads,
      SelectTouchedHours touchedHours,
      SelectPagesByHour pagesByHour,
      SelectHoursByDomainYear hoursByDomain,
      SelectPagesByDomainHour pagesByDomain,
      SelectDaysByUser daysByUser,
      SelectPagesByUserDay pagesByUser,
      ServeSettings settings,
      Clock clock) {
    this.reads = reads;
    this.touchedHours = touchedHours;
    this.pagesByHour = pagesByHour;
    this.hoursByDomain = hoursByDomain;
    this.pagesByDomain = pagesByDomain;
    this.daysByUser = daysByUser;
    this.pagesByUser = pagesByUser;
    this.settings = settings;
    this.clock = clock;
  }

  /** Of everybody; without a range the newest 24 hours. */
  public Answer ofAll(ApiRequest request) {
    Instant to = request.instant("to");
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PageWalk walk = walk(request, (to == null ? now : to).minus(NEWEST));
    Range rest = walk.rest();
    Deadline deadline = reads.deadline();
    Iterator<SelectPagesByHour.Slice> slices =
        Mapped.flat(
            touchedHours.hours(rest, deadline), hour -> slicesDownwards(hour, rest).iterator());
    Iterator<Row> rows =
        reads.inOrder(slices, slice -> pagesByHour.start(slice, rest, walk.limit() + 1), deadline);
    return answer(request, walk, new LinkedHashMap<>(), rows, page -> true);
  }

  /** Of one domain; without a range all of them. */
  public Answer ofDomain(ApiRequest request) {
    String domain = request.value("domain");
    PageWalk walk = walk(request, Range.BEGINNING);
    Range rest = walk.rest();
    Deadline deadline = reads.deadline();
    Iterator<Row> rows =
        reads.inOrder(
            hoursByDomain.hours(domain, rest, deadline),
            hour -> pagesByDomain.start(domain, hour.hour(), rest, walk.limit() + 1),
            deadline);
    return answer(request, walk, with("domain", domain), rows, page -> true);
  }

  /** Of the users with this id, on every wiki that knows it. */
  public Answer ofUserId(ApiRequest request) {
    long id = request.id("user_id");
    return ofUser(request, UserKey.byId(id), with("user_id", id));
  }

  /** Of the users with this name, whether they have an id or not. */
  public Answer ofUserName(ApiRequest request) {
    String name = request.value("user_name");
    return ofUser(request, UserKey.byName(name), with("user_name", name));
  }

  private Answer ofUser(ApiRequest request, String user, Map<String, Object> body) {
    String domain = request.text("domain");
    PageWalk walk = walk(request, Range.BEGINNING);
    Range rest = walk.rest();
    Deadline deadline = reads.deadline();
    Iterator<Row> rows =
        reads.inOrder(
            daysByUser.days(user, rest, deadline),
            day -> pagesByUser.start(user, day, rest, walk.limit() + 1),
            deadline);
    return answer(
        request, walk, body, rows, page -> domain == null || domain.equals(page.domain()));
  }

  private PageWalk walk(ApiRequest request, Instant otherwiseFrom) {
    Range asked = request.range(otherwiseFrom, Range.END);
    int limit = request.limit(LIMIT);
    PageCursor cursor = Cursor.read(request, PageCursor.class);
    return cursor == null
        ? new PageWalk(asked, null, limit, settings.maxScan())
        : new PageWalk(cursor.range(), cursor.position(), limit, settings.maxScan());
  }

  private static Answer answer(
      ApiRequest request,
      PageWalk walk,
      Map<String, Object> body,
      Iterator<Row> rows,
      Predicate<PageSummary> filter) {
    PageWalk.Found found = walk.collect(rows, filter);
    body.put("pages", found.pages());
    String cursor =
        found.next() == null ? null : Cursor.of(request, PageCursor.of(found.next(), walk.range()));
    if (cursor != null) {
      body.put("next_cursor", cursor);
    }
    return Answer.of(body, () -> PageSummary.table(found.pages())).next(cursor);
  }

  private static List<SelectPagesByHour.Slice> slicesDownwards(Instant hour, Range range) {
    return IntStream.range(0, SelectPagesByHour.SLICES)
        .mapToObj(i -> new SelectPagesByHour.Slice(hour, SelectPagesByHour.SLICES - 1 - i))
        .filter(slice -> overlap(slice.range(), range))
        .toList();
  }

  private static boolean overlap(Range one, Range other) {
    return one.from().isBefore(other.to()) && other.from().isBefore(one.to());
  }

  private static Map<String, Object> with(String name, @Nullable Object value) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, value == null ? "" : value);
    return body;
  }
}
