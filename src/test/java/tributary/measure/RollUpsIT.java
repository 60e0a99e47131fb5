package tributary.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.event.Change;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.RandomChanges;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.platform.Cassandra;
import tributary.platform.FeedProgress;

/**
 * Nothing comes too late: a minute that has left memory is counted from the stored changes, and the
 * hours and days it is in follow.
 */
class RollUpsIT {
  private static final Duration LONG = Duration.ofSeconds(150);
  private static final Instant BEGIN = Instant.parse("2026-02-26T22:30:00Z");
  private static final long SEED = Long.getLong("tributary.test.seed", 20_260_226L);

  private static ConfigurableApplicationContext running;
  private static Published published;

  @BeforeAll
  static void start() {
    CountingApplication installation =
        new CountingApplication(
            RollUpsIT.class,
            "classpath:routes/3-store/recentchange.camel.yaml,"
                + "classpath:routes/4-measure/*.camel.yaml",
            "tributary.measure.remembered-changes=150",
            "tributary.measure.open-minutes=2");
    running = installation.start("only");
    running.getBean(Cassandra.class).await(60);
    published = new Published(installation.prefix());
  }

  @AfterAll
  static void stop() {
    published.close();
    running.close();
  }

  @Test
  void addsUpHoursAndDaysThatEqualARecountAlsoOfLateAndRepeatedChanges() {
    List<Change> story = Changes.story(SEED, BEGIN, 150, 4_000);
    for (int from = 0; from < story.size(); from += 400) {
      published.publish(story.subList(from, Math.min(story.size(), from + 400)));
      awaitMeasured();
    }
    assertEqualsARecount();
    assertThat(recounts()).as("late ones came after their minute had left memory").isPositive();

    double before = recounts();
    List<ChangeFacts> facts = RandomChanges.of(SEED, 20, 40);
    List<Change> late = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      late.add(Changes.at(BEGIN.plusSeconds(300L * i - 86_400), 7_000_000_000L + i, facts.get(i)));
    }
    published.publish(late);
    published.publish(story.subList(0, 1_000));
    awaitMeasured();
    assertEqualsARecount();
    assertThat(recounts()).isGreaterThan(before);
  }

  private static double recounts() {
    return running
        .getBean(io.micrometer.core.instrument.MeterRegistry.class)
        .get("tributary.measure.recounts")
        .counter()
        .count();
  }

  private static void awaitMeasured() {
    FeedProgress progress = running.getBean(FeedProgress.class);
    long records = published.changes().size();
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              assertThat(progress.measureLags(Topics.RECENTCHANGE).values())
                  .isNotEmpty()
                  .allMatch(lag -> lag == 0);
              assertThat(
                      running.getBean(tributary.platform.Ledger.class).all().stream()
                          .filter(entry -> entry.stage().equals("measure"))
                          .mapToLong(entry -> entry.nextOffset())
                          .sum())
                  .isEqualTo(records);
            });
  }

  private static void assertEqualsARecount() {
    Map<Integer, Summary> minutes = Recount.of(published.changes());
    Map<Instant, Summary> hours = new TreeMap<>();
    Map<LocalDate, Summary> days = new TreeMap<>();
    MinuteSeries series = new MinuteSeries();
    minutes.forEach(
        (minute, summary) -> {
          Instant hour = EventTime.hour(Instant.ofEpochSecond(minute * 60L));
          LocalDate day = LocalDate.ofInstant(hour, ZoneOffset.UTC);
          of(hours, hour).merge(summary);
          of(days, day).merge(summary);
          series.add(minute, MinuteSeries.Point.of(summary.totals()));
        });
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              Map<Instant, Summary> storedHours = new TreeMap<>();
              MinuteSeries storedSeries = new MinuteSeries();
              for (LocalDate day : days.keySet()) {
                running
                    .getBean(RolledRows.class)
                    .hours(
                        day,
                        sum -> {
                          long first = sum.series().points().firstKey();
                          Instant hour = EventTime.hour(Instant.ofEpochSecond(first * 60));
                          of(storedHours, hour).merge(sum.summary());
                          storedSeries.merge(sum.series());
                        });
              }
              assertThat(storedHours).as("seed " + SEED).isEqualTo(hours);
              assertThat(storedSeries.points()).isEqualTo(series.points());
            });
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(storedDays()).as("seed " + SEED).isEqualTo(days));
  }

  private static Map<LocalDate, Summary> storedDays() {
    Map<LocalDate, Summary> days = new TreeMap<>();
    running
        .getBean(Cassandra.class)
        .session()
        .execute(
            "SELECT day, totals, distincts, pages, editors FROM days_by_month"
                + " WHERE month = '2026-02-01'")
        .forEach(
            row ->
                days.put(
                    row.getLocalDate("day"),
                    Summary.decode(
                        new Summary.Parts(
                            MinuteRows.bytes(row.getByteBuffer("totals")),
                            MinuteRows.bytes(row.getByteBuffer("distincts")),
                            MinuteRows.bytes(row.getByteBuffer("pages")),
                            MinuteRows.bytes(row.getByteBuffer("editors"))),
                        SummaryLimits.DEFAULT)));
    return days;
  }

  private static <K> Summary of(Map<K, Summary> all, K key) {
    return all.computeIfAbsent(key, none -> new Summary(SummaryLimits.DEFAULT));
  }
}
