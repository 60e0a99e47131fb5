package tributary.report;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;

/**
 * Counts an hour again from its stored pages and writes the result as absolute numbers: counting
 * twice, or by two instances at once, gives the same rows.
 */
@Component
class Recounts {
  private static final int SLICES = 12;
  private static final int REMEMBERED_HOURS = 48;

  private static final String SELECT_PAGES =
      "SELECT page, superseded FROM pages_by_hour WHERE hour = ? AND slice = ?";
  private static final String SELECT_RECOUNTS =
      "SELECT hour, version, WRITETIME(version) AS written_at FROM recounts_by_month"
          + " WHERE feed = ? AND month = ?";
  private static final String INSERT_RECOUNT =
      "INSERT INTO recounts_by_month (feed, month, hour, version, pages, counted_at)"
          + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String INSERT_DOMAIN =
      "INSERT INTO domains_by_hour (hour, domain, pages, created_by_bots) VALUES (?, ?, ?, ?)"
          + " USING TIMESTAMP ?";
  private static final String INSERT_DOMAIN_HOUR =
      "INSERT INTO hours_by_domain_year (domain, year, hour, pages, created_by_bots)"
          + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String INSERT_USER =
      "INSERT INTO users_by_hour (hour, wiki, user, domain, latest_at, latest_event_id, pages,"
          + " page_titles) VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String INSERT_NAMED_USER =
      "INSERT INTO users_by_hour (hour, wiki, user, domain, latest_at, latest_event_id, pages,"
          + " page_titles, user_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";

  private final AtomicLong lastTimestamp = new AtomicLong();
  private final Requests requests;
  private final Clock clock;

  /** What this instance wrote last of an hour: rows that did not change are not written again. */
  private final Map<Instant, Written> written =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Written> eldest) {
          return size() > REMEMBERED_HOURS;
        }
      };

  private record Written(String version, HourCount count) {}

  Recounts(Requests requests, Clock clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * What the tables say of an hour.
   *
   * @param version of the touches that this recount had seen
   * @param writtenAt timestamp of its rows, in microseconds
   */
  record Counted(String version, long writtenAt) {}

  /** The recount of each hour of the month that won: after a crash or a race, not always ours. */
  Map<Instant, Counted> counted(String feed, Instant month) {
    Map<Instant, Counted> counted = new TreeMap<>();
    Requests.join(
            requests.rows(
                requests.bind(SELECT_RECOUNTS, feed, month),
                row ->
                    Map.entry(
                        Objects.requireNonNull(row.getInstant("hour")),
                        new Counted(
                            Objects.requireNonNullElse(row.getString("version"), ""),
                            row.getLong("written_at")))))
        .forEach(entry -> counted.put(entry.getKey(), entry.getValue()));
    return counted;
  }

  /**
   * @param version of the hour's touches, read before this was called: what comes while we count
   *     leaves another version, and the hour is due again
   * @param counted the recount that the tables hold now; null when there is none
   */
  void recount(String feed, Instant hour, String version, @Nullable Counted counted) {
    // a recount that began later has seen more: its rows win, whichever instance is slower, and
    // whichever clock is behind
    long timestamp = nextTimestamp(counted == null ? 0 : counted.writtenAt());
    HourCount count = HourCount.of(hour, stored(hour));
    Written before = written.get(hour);
    boolean ours = before != null && counted != null && before.version().equals(counted.version());
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    changes(count, ours && before != null ? before.count() : null, timestamp)
        .forEach(row -> writes.add(requests.write(row)));
    Requests.joinAll(writes);
    Requests.join(
        requests.write(
            requests.bind(
                INSERT_RECOUNT,
                feed,
                EventTime.month(hour),
                hour,
                version,
                count.pages(),
                clock.instant(),
                timestamp)));
    written.put(hour, new Written(version, count));
  }

  private long nextTimestamp(long after) {
    long now = Math.max(after + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    return lastTimestamp.updateAndGet(last -> Math.max(last + 1, now));
  }

  private List<StoredPage> stored(Instant hour) {
    List<CompletableFuture<List<StoredPage>>> slices = new ArrayList<>(SLICES);
    for (int slice = 0; slice < SLICES; slice++) {
      slices.add(requests.rows(requests.bind(SELECT_PAGES, hour, (byte) slice), StoredPage::from));
    }
    List<StoredPage> all = new ArrayList<>();
    slices.forEach(slice -> all.addAll(Requests.join(slice)));
    return all;
  }

  private List<BoundStatement> changes(HourCount now, @Nullable HourCount before, long timestamp) {
    List<BoundStatement> rows = new ArrayList<>();
    int year = now.hour().atOffset(ZoneOffset.UTC).getYear();
    now.domains()
        .forEach(
            (domain, count) -> {
              if (before == null || !count.equals(before.domains().get(domain))) {
                rows.add(
                    requests.bind(
                        INSERT_DOMAIN,
                        now.hour(),
                        domain,
                        count.pages(),
                        count.createdByBots(),
                        timestamp));
                rows.add(
                    requests.bind(
                        INSERT_DOMAIN_HOUR,
                        domain,
                        year,
                        now.hour(),
                        count.pages(),
                        count.createdByBots(),
                        timestamp));
              }
            });
    Map<String, UserPages> usersBefore = new HashMap<>();
    if (before != null) {
      before.users().forEach(user -> usersBefore.put(user.wiki() + ' ' + user.user(), user));
    }
    for (UserPages user : now.users()) {
      if (!user.equals(usersBefore.get(user.wiki() + ' ' + user.user()))) {
        rows.add(row(now.hour(), user, timestamp));
      }
    }
    return rows;
  }

  private BoundStatement row(Instant hour, UserPages user, long timestamp) {
    return user.userName() == null
        ? requests.bind(
            INSERT_USER,
            hour,
            user.wiki(),
            user.user(),
            user.domain(),
            user.latestAt(),
            user.latestEventId(),
            user.pages(),
            user.titles(),
            timestamp)
        : requests.bind(
            INSERT_NAMED_USER,
            hour,
            user.wiki(),
            user.user(),
            user.domain(),
            user.latestAt(),
            user.latestEventId(),
            user.pages(),
            user.titles(),
            user.userName(),
            timestamp);
  }
}
