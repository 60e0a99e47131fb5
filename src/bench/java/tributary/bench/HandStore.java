package tributary.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * The store stage by hand: the same rows in the same tables, prepared, 512 writes under way,
 * positions committed behind them. It does not look for earlier events of a page, touches no hours
 * and counts nothing.
 */
final class HandStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IN_FLIGHT = 512;

  private final CqlSession session;
  private final PreparedStatement byId;
  private final PreparedStatement byHour;
  private final PreparedStatement byDomainHour;
  private final PreparedStatement byUserDay;
  private final PreparedStatement daysByUser;
  private final PreparedStatement domains;
  private final PreparedStatement years;
  private final PreparedStatement hours;
  private final UserDefinedType summary;
  private final Set<List<Object>> written = new HashSet<>();
  private final Semaphore permits = new Semaphore(IN_FLIGHT);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private HandStore(CqlSession session, String keyspace) {
    this.session = session;
    this.byId =
        session.prepare(
            "INSERT INTO pages_by_id (page_id, wiki, created_at, event_id, page) VALUES (?, ?, ?, ?, ?)");
    this.byHour =
        session.prepare(
            "INSERT INTO pages_by_hour (hour, slice, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.byDomainHour =
        session.prepare(
            "INSERT INTO pages_by_domain_hour (domain, hour, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.byUserDay =
        session.prepare(
            "INSERT INTO pages_by_user_day (user, day, created_at, wiki, page_id, event_id, page) VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.daysByUser = session.prepare("INSERT INTO days_by_user (user, day) VALUES (?, ?)");
    this.domains = session.prepare("INSERT INTO domains_by_feed (feed, domain) VALUES (?, ?)");
    this.years = session.prepare("INSERT INTO years_by_domain (domain, year) VALUES (?, ?)");
    this.hours =
        session.prepare("INSERT INTO hours_by_domain_year (domain, year, hour) VALUES (?, ?, ?)");
    this.summary =
        session
            .getMetadata()
            .getKeyspace(keyspace)
            .orElseThrow()
            .getUserDefinedType("page_summary")
            .orElseThrow();
  }

  static void run(Map<String, String> with) throws Exception {
    CqlSession session = Servers.connect(with.get("cassandra"));
    session.execute("USE " + with.get("keyspace"));
    HandStore store = new HandStore(session, with.get("keyspace"));
    try (KafkaConsumer<byte[], byte[]> consumer =
        HandClients.consumer(
            with.get("kafka"), with.get("group") + "-store", with.get("clean"), 500)) {
      while (true) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(250));
        for (ConsumerRecord<byte[], byte[]> record : records) {
          store.write(JSON.readTree(record.value()));
        }
        if (!records.isEmpty()) {
          store.awaitAll();
          consumer.commitSync();
        }
      }
    }
  }

  private void write(JsonNode page) throws InterruptedException {
    long pageId = page.get("page_id").longValue();
    String wiki = page.get("wiki").textValue();
    String domain = page.get("domain").textValue();
    String eventId = page.get("event_id").textValue();
    Instant at = Instant.parse(page.get("created_at").textValue()).truncatedTo(ChronoUnit.MILLIS);
    Instant hour = at.truncatedTo(ChronoUnit.HOURS);
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    byte slice = (byte) (at.atOffset(ZoneOffset.UTC).getMinute() / 5);
    UdtValue value = value(summary, page, at);
    execute(byId.bind(pageId, wiki, at, eventId, value));
    execute(byHour.bind(hour, slice, at, wiki, pageId, eventId, value));
    execute(byDomainHour.bind(domain, hour, at, wiki, pageId, eventId, value));
    for (String user : users(page)) {
      execute(byUserDay.bind(user, day, at, wiki, pageId, eventId, value));
      if (written.add(List.of(user, day))) {
        execute(daysByUser.bind(user, day));
      }
    }
    if (written.add(List.of(domain))) {
      execute(domains.bind("page-create", domain));
    }
    if (written.add(List.of(domain, day.getYear()))) {
      execute(years.bind(domain, day.getYear()));
    }
    if (written.add(List.of(domain, hour))) {
      execute(hours.bind(domain, day.getYear(), hour));
    }
  }

  static List<String> users(JsonNode page) {
    List<String> users = new ArrayList<>(2);
    if (page.hasNonNull("user_id")) {
      users.add("#" + page.get("user_id").longValue());
    }
    if (page.hasNonNull("user_name")) {
      users.add("=" + page.get("user_name").textValue());
    }
    return users;
  }

  static UdtValue value(UserDefinedType type, JsonNode page, Instant at) {
    UdtValue value =
        type.newValue()
            .setLong("page_id", page.get("page_id").longValue())
            .setString("page_title", page.get("page_title").textValue())
            .setString("domain", page.get("domain").textValue())
            .setString("wiki", page.get("wiki").textValue())
            .setInstant("created_at", at)
            .setString("event_id", page.get("event_id").textValue());
    for (String name : new String[] {"user_name", "comment"}) {
      if (page.hasNonNull(name)) {
        value = value.setString(name, page.get(name).textValue());
      }
    }
    for (String name : new String[] {"user_id", "rev_id"}) {
      if (page.hasNonNull(name)) {
        value = value.setLong(name, page.get(name).longValue());
      }
    }
    if (page.hasNonNull("namespace")) {
      value = value.setInt("namespace", page.get("namespace").intValue());
    }
    if (page.hasNonNull("user_is_bot")) {
      value = value.setBoolean("user_is_bot", page.get("user_is_bot").booleanValue());
    }
    return value;
  }

  private void execute(BoundStatement statement) throws InterruptedException {
    permits.acquire();
    session
        .executeAsync(statement)
        .whenComplete(
            (rows, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
              permits.release();
            });
  }

  private void awaitAll() throws InterruptedException {
    permits.acquire(IN_FLIGHT);
    permits.release(IN_FLIGHT);
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }
}
