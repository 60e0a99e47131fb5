package tributary.report;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.Topics;
import tributary.platform.Cassandra;
import tributary.platform.HourVersions;
import tributary.platform.StageMeters;
import tributary.platform.StoreUnavailable;

/**
 * Brings counts and reports up to date with what is stored. Whoever calls it, however often, in how
 * many instances, after whatever pause: what is due follows from the tables alone, so nothing is
 * missed and doing it twice changes nothing.
 */
@Component("hourlyReports")
public class HourlyReports {
  private static final Logger LOG = LoggerFactory.getLogger(HourlyReports.class);
  private static final String FEED = Topics.PAGE_CREATE;
  private static final Recounts.Counted NEVER = new Recounts.Counted("", 0);

  private final Cassandra cassandra;
  private final TouchedHours touched;
  private final Recounts recounts;
  private final Reports reports;
  private final ReportSettings settings;
  private final StageMeters meters;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  // what the last look saw; forgetting it costs a look, nothing else
  private final Map<Instant, String> monthsSeen = new HashMap<>();
  private Instant hourSeen = Instant.MIN;
  private Instant runningHourCountedAt = Instant.MIN;
  private Instant aheadAt = Instant.EPOCH;

  HourlyReports(
      Cassandra cassandra,
      TouchedHours touched,
      Recounts recounts,
      Reports reports,
      ReportSettings settings,
      StageMeters meters,
      Clock clock) {
    this.cassandra = cassandra;
    this.touched = touched;
    this.recounts = recounts;
    this.reports = reports;
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
  }

  /** Looks into every month. For the start, for the full hour, and for a clock that jumped. */
  public void catchUp() {
    locked(
        () -> {
          monthsSeen.clear();
          lookIntoMonths();
        });
  }

  /** Looks into the months that were written to since the last look. */
  public void refresh() {
    locked(this::lookIntoMonths);
  }

  private void locked(Runnable look) {
    if (!cassandra.connected() || !running.tryLock()) {
      return; // nothing can be due yet, or the look that is under way does it
    }
    try {
      look.run();
    } finally {
      running.unlock();
    }
  }

  /**
   * @throws StoreUnavailable when the store is away; the next look begins again
   */
  private void lookIntoMonths() {
    Instant thisHour = EventTime.hour(clock.instant());
    if (!thisHour.equals(hourSeen)) {
      monthsSeen.clear(); // a new hour makes a new report due, also where nothing was written
      hourSeen = thisHour;
    }
    TreeMap<Instant, String> months = touched.months(FEED);
    for (Map.Entry<Instant, String> month : months.entrySet()) {
      if (!month.getValue().equals(monthsSeen.get(month.getKey()))
          && bringUpToDate(month.getKey(), thisHour)) {
        monthsSeen.put(month.getKey(), month.getValue());
      }
    }
  }

  /** True when nothing is left to do in the month. */
  private boolean bringUpToDate(Instant month, Instant thisHour) {
    TreeMap<Instant, String> versions = touched.hours(FEED, month);
    Map<Instant, Recounts.Counted> counted = recounts.counted(FEED, month);
    boolean finished = true;
    int done = 0;
    for (Map.Entry<Instant, String> hour : versions.entrySet()) {
      Recounts.Counted last = counted.get(hour.getKey());
      if (last != null && hour.getValue().equals(last.version())) {
        continue;
      }
      if (done >= settings.hoursAWake() || tooSoon(hour.getKey(), thisHour)) {
        finished = false;
        continue;
      }
      recounts.recount(FEED, hour.getKey(), hour.getValue(), last);
      meters.recounted(FEED, 1);
      done++;
    }
    return report(versions.keySet(), thisHour) && finished;
  }

  /**
   * The running hour is written to all the time; it is in no report, so it need not be counted so
   * often.
   */
  private boolean tooSoon(Instant hour, Instant thisHour) {
    if (hour.isBefore(thisHour)) {
      return false;
    }
    Instant now = clock.instant();
    if (now.isBefore(runningHourCountedAt.plus(settings.runningInterval()))) {
      return true;
    }
    runningHourCountedAt = now;
    return false;
  }

  /**
   * Computes the reports over these hours that rest on other counts than there are now. Those as of
   * an hour to come, which speak of hours that are there already, change with every event, so they
   * wait for their turn.
   *
   * @return whether it was their turn
   */
  private boolean report(Set<Instant> touchedHours, Instant thisHour) {
    Instant now = clock.instant();
    boolean ahead = !now.isBefore(aheadAt.plus(settings.aheadInterval()));
    TreeSet<Instant> candidates = new TreeSet<>();
    for (Instant hour : touchedHours) {
      ReportRange.over(hour).stream()
          .map(ReportRange::asOf)
          .filter(asOf -> ahead || !asOf.isAfter(thisHour))
          .forEach(candidates::add);
    }
    Reports.HoursRead read = new Reports.HoursRead();
    Map<Instant, Map<Instant, String>> basesByMonth = new HashMap<>();
    // asked again after our recounts: another instance's may have won, and a report must say on
    // which rows it rests, not on which it would have liked to
    Map<Instant, Map<Instant, Recounts.Counted>> countedByMonth = new HashMap<>();
    for (Instant asOf : candidates) {
      ReportRange range = new ReportRange(asOf);
      List<String> used =
          range.hours().stream()
              .map(
                  hour ->
                      countedByMonth
                          .computeIfAbsent(
                              EventTime.month(hour), month -> recounts.counted(FEED, month))
                          .getOrDefault(hour, NEVER)
                          .version())
              .toList();
      String basis = HourVersions.basis(used);
      String stored = basesByMonth.computeIfAbsent(EventTime.month(asOf), reports::bases).get(asOf);
      if (!basis.equals(stored)) {
        reports.compute(range, basis, read);
        meters.reported(FEED, 1);
        LOG.atLevel(asOf.isAfter(thisHour) ? Level.DEBUG : Level.INFO)
            .addKeyValue("hour", asOf)
            .log("Reports written");
        aheadAt = asOf.isAfter(thisHour) ? now : aheadAt;
      }
    }
    return ahead;
  }
}
