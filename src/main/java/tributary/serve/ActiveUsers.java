package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.UserKey;
import tributary.platform.HourVersions;

/**
 * Everybody who created at least one page in a range, to the second. Whole hours that were counted
 * since the last write come from the recount; the others, and the ends, are counted here.
 */
@Component("activeUsers")
class ActiveUsers {
  /** "Everybody" is a long list. */
  private static final int LIMIT = 1000;

  private static final Duration NEWEST = Duration.ofHours(24);

  private final Reads reads;
  private final SelectTouchedHours touchedHours;
  private final SelectUsersByHour usersByHour;
  private final SelectPagesByHour pagesByHour;
  private final ServeSettings settings;
  private final Clock clock;

  ActiveUsers(
      Reads reads,
      SelectTouchedHours touchedHours,
      SelectUsersByHour usersByHour,
      SelectPagesByHour pagesByHour,
      ServeSettings settings,
      Clock clock) {
    this.reads = reads;
    this.touchedHours = touchedHours;
    this.usersByHour = usersByHour;
    this.pagesByHour = pagesByHour;
    this.settings = settings;
    this.clock = clock;
  }

  /** What the cursor holds: the user that was shown last, and the range as it began. */
  record After(
      long count, String name, String domain, String wiki, String user, long from, long to) {
    ActiveUser shown() {
      return new ActiveUser(wiki, user, name, domain, Instant.EPOCH, "", count);
    }
  }

  public Answer list(ApiRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    Instant to = request.instant("to");
    Range range = request.range((to == null ? now : to).minus(NEWEST), now);
    if (range.length().compareTo(settings.maxRange()) > 0) {
      throw Refusal.parameter(
          "to",
          "The range is " + range.length() + " long",
          "a range of at most " + settings.maxRange().toDays() + " days");
    }
    int limit = request.limit(LIMIT);
    After after = Cursor.read(request, After.class);
    if (after != null) {
      range = new Range(Instant.ofEpochMilli(after.from()), Instant.ofEpochMilli(after.to()));
    }
    return answer(request, range, after == null ? null : after.shown(), limit, count(range));
  }

  private static Answer answer(
      ApiRequest request,
      Range range,
      @Nullable ActiveUser after,
      int limit,
      Iterable<ActiveUser> counted) {
    // the best of the list, one more than is shown: sorting all of them would be work for nothing
    TreeSet<ActiveUser> best = new TreeSet<>(ActiveUser.ORDER);
    for (ActiveUser user : counted) {
      if (user.count() > 0 && (after == null || ActiveUser.ORDER.compare(user, after) > 0)) {
        best.add(user);
        if (best.size() > limit + 1) {
          best.pollLast();
        }
      }
    }
    List<ActiveUser> users = best.stream().limit(limit).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("from", range.from());
    body.put("to", range.to());
    body.put("users", users.stream().map(ActiveUsers::shown).toList());
    String cursor = null;
    if (best.size() > limit) {
      cursor = Cursor.of(request, after(users.get(limit - 1), range));
      body.put("next_cursor", cursor);
    }
    List<String> columns = List.of("from", "to", "user_id", "user_name", "domain", "count");
    return Answer.of(
            body,
            () ->
                new Table(
                    columns,
                    users.stream()
                        .map(
                            user ->
                                Arrays.<@Nullable Object>asList(
                                    range.from(),
                                    range.to(),
                                    user.id(),
                                    user.name(),
                                    user.domain(),
                                    user.count()))
                        .toList()))
        .next(cursor);
  }

  private Iterable<ActiveUser> count(Range range) {
    Deadline deadline = reads.deadline();
    List<Instant> counted = new ArrayList<>();
    List<SelectPagesByHour.Slice> uncounted = new ArrayList<>();
    for (Instant month : touchedHours.months(range, deadline)) {
      Map<Instant, String> versions = usersByHour.versions(month, range, deadline);
      for (Map.Entry<Instant, Map<Integer, UUID>> hour :
          touchedHours.touches(month, range, deadline).entrySet()) {
        String version = HourVersions.version(hour.getValue());
        if (range.coversHour(hour.getKey()) && version.equals(versions.get(hour.getKey()))) {
          counted.add(hour.getKey());
        } else {
          IntStream.range(0, SelectPagesByHour.SLICES)
              .forEach(i -> uncounted.add(new SelectPagesByHour.Slice(hour.getKey(), i)));
        }
      }
    }
    Map<List<String>, ActiveUser> users = new HashMap<>();
    reads
        .inOrder(counted.iterator(), usersByHour::start, deadline)
        .forEachRemaining(row -> add(users, recounted(row)));
    Iterator<Row> pages =
        reads.inOrder(
            uncounted.iterator(), slice -> pagesByHour.start(slice, range, 1000), deadline);
    pages.forEachRemaining(
        row -> {
          ActiveUser user = row.getBoolean("superseded") ? null : ofPage(PageSummary.from(row));
          if (user != null) {
            add(users, user);
          }
        });
    return users.values();
  }

  private static void add(Map<List<String>, ActiveUser> users, ActiveUser user) {
    if (user.count() > 0) {
      users.merge(List.of(user.wiki(), user.user()), user, ActiveUser::plus);
    }
  }

  private static ActiveUser recounted(Row row) {
    Instant latest = row.getInstant("latest_at");
    String event = row.getString("latest_event_id");
    return new ActiveUser(
        Objects.requireNonNull(row.getString("wiki")),
        Objects.requireNonNull(row.getString("user")),
        row.getString("user_name"),
        row.getString("domain"),
        latest == null ? Instant.EPOCH : latest,
        event == null ? "" : event,
        row.getInt("pages"));
  }

  private static @Nullable ActiveUser ofPage(PageSummary page) {
    String user = UserKey.of(page.userId(), page.userName());
    return user == null || page.wiki() == null
        ? null
        : new ActiveUser(
            page.wiki(), user, page.userName(), page.domain(), page.createdAt(), page.eventId(), 1);
  }

  private static Map<String, @Nullable Object> shown(ActiveUser user) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("user_id", user.id());
    shown.put("user_name", user.name());
    shown.put("domain", user.domain());
    shown.put("count", user.count());
    return shown;
  }

  private static After after(ActiveUser last, Range range) {
    return new After(
        last.count(),
        last.name() == null ? "" : last.name(),
        last.domain() == null ? "" : last.domain(),
        last.wiki(),
        last.user(),
        range.from().toEpochMilli(),
        range.to().toEpochMilli());
  }
}
