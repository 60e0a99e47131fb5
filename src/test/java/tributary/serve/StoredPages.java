package tributary.serve;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Writes rows into every table of pages by plain CQL, so that reading is tested against it. */
final class StoredPages {
  private final CqlSession session;
  private final String keyspace;
  private final UserDefinedType type;

  StoredPages(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
    this.type =
        session
            .getMetadata()
            .getKeyspace(keyspace)
            .flatMap(one -> one.getUserDefinedType("page_summary"))
            .orElseThrow();
  }

  /** A page with everything that a test may want to choose. */
  record Page(
      long id, String title, String domain, String wiki, Long userId, String user, String at) {
    Instant createdAt() {
      return Instant.parse(at);
    }

    String eventId() {
      return "event-" + wiki + "-" + id + "-" + createdAt().toEpochMilli();
    }

    Instant hour() {
      return createdAt().truncatedTo(ChronoUnit.HOURS);
    }
  }

  void add(Page page) {
    add(page, false);
  }

  void add(Page page, boolean superseded) {
    Instant hour = page.hour();
    UdtValue value = value(page);
    execute(
        "INSERT INTO pages_by_id (page_id, wiki, created_at, event_id, page) VALUES (?, ?, ?, ?, ?)",
        page.id(),
        page.wiki(),
        page.createdAt(),
        page.eventId(),
        value);
    int minute = page.createdAt().atOffset(ZoneOffset.UTC).getMinute();
    row("pages_by_hour (hour, slice,", superseded, page, hour, (byte) (minute / 5));
    row("pages_by_domain_hour (domain, hour,", superseded, page, page.domain(), hour);
    LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
    if (page.userId() != null) {
      ofUser("#" + page.userId(), day, superseded, page);
    }
    if (page.user() != null) {
      ofUser("=" + page.user(), day, superseded, page);
    }
    int year = day.getYear();
    execute(
        "INSERT INTO domains_by_feed (feed, domain) VALUES (?, ?)", "page-create", page.domain());
    execute("INSERT INTO years_by_domain (domain, year) VALUES (?, ?)", page.domain(), year);
    execute(
        "INSERT INTO hours_by_domain_year (domain, year, hour) VALUES (?, ?, ?)",
        page.domain(),
        year,
        hour);
    touch(hour, 0, UUID.randomUUID());
  }

  void touch(Instant hour, int partition, UUID touch) {
    Instant month = SelectTouchedHours.month(hour);
    execute(
        "INSERT INTO touched_months_by_feed (feed, month, partition, touch) VALUES (?, ?, ?, ?)",
        "page-create",
        month,
        partition,
        touch);
    execute(
        "INSERT INTO touched_hours_by_month (feed, month, hour, partition, touch)"
            + " VALUES (?, ?, ?, ?, ?)",
        "page-create",
        month,
        hour,
        partition,
        touch);
  }

  void count(String domain, Instant hour, int pages) {
    int year = hour.atOffset(ZoneOffset.UTC).getYear();
    execute(
        "INSERT INTO hours_by_domain_year (domain, year, hour, pages) VALUES (?, ?, ?, ?)",
        domain,
        year,
        hour,
        pages);
  }

  void report(String report, Instant hour, String basis, String body) {
    execute(
        "INSERT INTO reports_by_month (report, month, hour, basis, body, computed_at)"
            + " VALUES (?, ?, ?, ?, ?, toTimestamp(now()))",
        report,
        SelectTouchedHours.month(hour),
        hour,
        basis,
        body);
  }

  void recount(Instant hour, String version, Map<Page, Integer> users) {
    execute(
        "INSERT INTO recounts_by_month (feed, month, hour, version, pages) VALUES (?, ?, ?, ?, 0)",
        "page-create",
        SelectTouchedHours.month(hour),
        hour,
        version);
    users.forEach(
        (latest, pages) ->
            execute(
                "INSERT INTO users_by_hour (hour, wiki, user, domain, user_name, latest_at,"
                    + " latest_event_id, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                hour,
                latest.wiki(),
                latest.userId() == null ? "=" + latest.user() : "#" + latest.userId(),
                latest.domain(),
                latest.user(),
                latest.createdAt(),
                latest.eventId(),
                pages));
  }

  private void ofUser(String user, LocalDate day, boolean superseded, Page page) {
    execute("INSERT INTO days_by_user (user, day) VALUES (?, ?)", user, day);
    row("pages_by_user_day (user, day,", superseded, page, user, day);
  }

  private void row(String table, boolean superseded, Page page, Object one, Object two) {
    execute(
        "INSERT INTO "
            + table
            + " created_at, wiki, page_id, event_id, page"
            + (superseded ? ", superseded) VALUES (?, ?, ?, ?, ?, ?, ?, true)" : ")")
            + (superseded ? "" : " VALUES (?, ?, ?, ?, ?, ?, ?)"),
        one,
        two,
        page.createdAt(),
        page.wiki(),
        page.id(),
        page.eventId(),
        value(page));
  }

  private UdtValue value(Page page) {
    UdtValue value =
        type.newValue()
            .setLong("page_id", page.id())
            .setString("page_title", page.title())
            .setString("domain", page.domain())
            .setString("wiki", page.wiki())
            .setInt("namespace", 0)
            .setInstant("created_at", page.createdAt())
            .setString("event_id", page.eventId())
            .setLong("rev_id", 7);
    if (page.userId() != null) {
      value = value.setLong("user_id", page.userId());
    }
    return page.user() == null
        ? value
        : value.setString("user_name", page.user()).setBoolean("user_is_bot", false);
  }

  private void execute(String cql, Object... values) {
    session.execute(
        SimpleStatement.newInstance(cql.replaceFirst("INTO ", "INTO " + keyspace + "."), values));
  }
}
