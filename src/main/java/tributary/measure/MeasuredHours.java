package tributary.measure;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.platform.HourVersions;

/**
 * Which state the minutes of each hour are in: a new touch in the hour after its minutes are
 * durable, then one in the month. Whoever sees a month's touch sees the hours'; whoever sees an
 * hour's sees the minutes.
 */
@Component
class MeasuredHours {
  private static final String FEED = Topics.RECENTCHANGE;
  private static final String INSERT_HOUR =
      "INSERT INTO measured_hours_by_month (feed, month, hour, partition, touch)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String INSERT_MONTH =
      "INSERT INTO measured_months_by_feed (feed, month, partition, touch) VALUES (?, ?, ?, ?)";
  private static final String SELECT_MONTHS =
      "SELECT month, partition, touch FROM measured_months_by_feed WHERE feed = ?";
  private static final String SELECT_HOURS =
      "SELECT hour, partition, touch FROM measured_hours_by_month WHERE feed = ? AND month = ?";

  private final Requests requests;

  MeasuredHours(Requests requests) {
    this.requests = requests;
  }

  /** Returns when all touches are durable. */
  void touch(Map<Integer, Set<Instant>> hoursByPartition) {
    UUID touch = UUID.randomUUID();
    List<CompletableFuture<Void>> hours = new ArrayList<>();
    hoursByPartition.forEach(
        (partition, touched) ->
            touched.forEach(
                hour ->
                    hours.add(
                        requests.write(
                            requests.bind(
                                INSERT_HOUR,
                                FEED,
                                EventTime.month(hour),
                                hour,
                                partition,
                                touch)))));
    Requests.joinAll(hours);
    List<CompletableFuture<Void>> months = new ArrayList<>();
    hoursByPartition.forEach(
        (partition, touched) -> {
          Set<Instant> touchedMonths = new TreeSet<>();
          touched.forEach(hour -> touchedMonths.add(EventTime.month(hour)));
          touchedMonths.forEach(
              month ->
                  months.add(
                      requests.write(requests.bind(INSERT_MONTH, FEED, month, partition, touch))));
        });
    Requests.joinAll(months);
  }

  /** First instant of each month with minutes, and the version of what is in it; oldest first. */
  TreeMap<Instant, String> months() {
    Map<Instant, Map<Integer, UUID>> touches = new HashMap<>();
    requests.each(requests.bind(SELECT_MONTHS, FEED), row -> add(touches, row, "month"));
    return versions(touches);
  }

  /** Version of the minutes of each hour of a month, oldest first. */
  TreeMap<Instant, String> hours(Instant month) {
    Map<Instant, Map<Integer, UUID>> touches = new HashMap<>();
    requests.each(requests.bind(SELECT_HOURS, FEED, month), row -> add(touches, row, "hour"));
    return versions(touches);
  }

  private static void add(Map<Instant, Map<Integer, UUID>> touches, Row row, String column) {
    touches
        .computeIfAbsent(Objects.requireNonNull(row.getInstant(column)), time -> new HashMap<>())
        .put(row.getInt("partition"), Objects.requireNonNull(row.getUuid("touch")));
  }

  private static TreeMap<Instant, String> versions(Map<Instant, Map<Integer, UUID>> touches) {
    TreeMap<Instant, String> versions = new TreeMap<>();
    touches.forEach((time, all) -> versions.put(time, HourVersions.version(all)));
    return versions;
  }
}
