package tributary.measure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.summary.MinuteSeries;
import tributary.event.summary.Summary;
import tributary.platform.Cassandra;
import tributary.platform.HourVersions;
import tributary.platform.StoreSettings;
import tributary.platform.StoreUnavailable;

/**
 * Counts minutes from the store where that was asked for, and adds up finished hours and days
 * whenever their minutes changed. What is due follows from the tables alone, so it may be called by
 * whom and how often one likes, and missing a call loses nothing.
 */
@Component("rollUps")
public class RollUps {
  private static final Logger LOG = LoggerFactory.getLogger(RollUps.class);

  /** An hour that is written to without a pause is added up after so many looks all the same. */
  private static final int PATIENCE = 12;

  private final Cassandra cassandra;
  private final MeasuredHours measured;
  private final MinuteRows minutes;
  private final MinuteRecounts recounts;
  private final RolledRows rolled;
  private final MeasureSettings settings;
  private final StoreSettings store;
  private final MeasureMeters meters;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();

  // what the last looks saw; forgetting it costs a look, nothing else
  private final Map<Instant, String> monthsDone = new HashMap<>();
  private final Map<Instant, Look> looks = new HashMap<>();
  private Instant hourSeen = Instant.MIN;

  /** What an hour looked like, and how often it was seen changed. */
  private record Look(String version, int times) {}

  RollUps(
      Cassandra cassandra,
      MeasuredHours measured,
      MinuteRows minutes,
      MinuteRecounts recounts,
      RolledRows rolled,
      MeasureSettings settings,
      StoreSettings store,
      MeasureMeters meters,
      Clock clock) {
    this.cassandra = cassandra;
    this.measured = measured;
    this.minutes = minutes;
    this.recounts = recounts;
    this.rolled = rolled;
    this.settings = settings;
    this.store = store;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @throws StoreUnavailable when the store is away; the next look begins again
   */
  public void refresh() {
    if (!cassandra.connected() || !running.tryLock()) {
      return; // nothing can be due yet, or the look that is under way does it
    }
    try {
      look();
    } finally {
      running.unlock();
    }
  }

  private void look() {
    Instant thisHour = EventTime.hour(clock.instant());
    if (!thisHour.equals(hourSeen)) {
      monthsDone.clear(); // an hour that ended is due though nothing was written to it
      hourSeen = thisHour;
    }
    for (Map.Entry<Instant, String> month : measured.months().entrySet()) {
      if (!month.getValue().equals(monthsDone.get(month.getKey()))
          && bringUpToDate(month.getKey(), thisHour)) {
        monthsDone.put(month.getKey(), month.getValue());
      }
    }
  }

  /** True when nothing is left to do in the month. */
  private boolean bringUpToDate(Instant month, Instant thisHour) {
    TreeMap<Instant, String> versions = measured.hours(month);
    Map<LocalDate, Map<Instant, RolledRows.AddedUp>> rolledByDay = new HashMap<>();
    boolean finished = true;
    int done = 0;
    Set<LocalDate> unsettled = new HashSet<>();
    for (Map.Entry<Instant, String> entry : versions.entrySet()) {
      Instant hour = entry.getKey();
      String version = entry.getValue();
      RolledRows.AddedUp last =
          rolledByDay
              .computeIfAbsent(day(hour), rolled::hoursAddedUp)
              .getOrDefault(hour, RolledRows.AddedUp.NEVER);
      if (version.equals(last.version())) {
        continue;
      }
      if (done >= settings.hoursAWake() || isBusy(hour, version)) {
        finished = false;
        unsettled.add(day(hour));
        continue;
      }
      if (addUp(hour, version, last, hour.isBefore(thisHour))) {
        looks.remove(hour);
        done++;
      } else {
        finished = false;
        unsettled.add(day(hour));
      }
    }
    rolledByDay.keySet().removeAll(unsettled);
    addUpDays(month, rolledByDay.keySet(), thisHour);
    return finished;
  }

  /** While minutes keep coming, adding up would be done again and again. */
  private boolean isBusy(Instant hour, String version) {
    Look before = looks.get(hour);
    int times = before == null ? 1 : before.times() + 1;
    if (before != null && (before.version().equals(version) || times > PATIENCE)) {
      return false;
    }
    looks.put(hour, new Look(version, times));
    return true;
  }

  /** False when the hour is not over, or a change it waits for is not stored yet. */
  private boolean addUp(Instant hour, String version, RolledRows.AddedUp last, boolean over) {
    boolean settled = true;
    for (MinuteRows.Stored minute : minutes.toRecount(hour)) {
      settled &= recounts.recount(minute);
    }
    if (!over || !settled) {
      return false;
    }
    long timestamp = rolled.timestamp(last);
    RolledRows.Sum sum = rolled.empty();
    minutes.ofHour(hour, row -> add(row, sum));
    rolled.writeHour(hour, orWhatMinutesKnewThatAreGone(hour, sum), version, timestamp);
    meters.addedUp();
    return true;
  }

  /** A minute that has outlived its retention is still in the sum that was made of it. */
  private RolledRows.Sum orWhatMinutesKnewThatAreGone(Instant hour, RolledRows.Sum sum) {
    Duration kept = store.changeRetention();
    if (kept.isZero() || hour.isAfter(clock.instant().minus(kept))) {
      return sum;
    }
    RolledRows.Sum before = rolled.hour(hour);
    long events = before == null ? 0 : before.summary().totals().events();
    return before != null && events > sum.summary().totals().events() ? before : sum;
  }

  private void add(MinuteRows.Stored row, RolledRows.Sum sum) {
    Summary.@Nullable Parts parts = row.summary();
    if (parts != null) {
      Summary minute = Summary.decode(parts, settings.limits());
      sum.summary().merge(minute);
      sum.series().add(row.minute().getEpochSecond() / 60, MinuteSeries.Point.of(minute.totals()));
    }
  }

  /** Days that are over, all of whose hours are added up. */
  private void addUpDays(Instant month, Set<LocalDate> days, Instant thisHour) {
    Map<LocalDate, RolledRows.AddedUp> done = rolled.daysAddedUp(day(month));
    for (LocalDate day : days) {
      if (!day.isBefore(day(thisHour))) {
        continue;
      }
      // asked again, because another instance's sum of an hour may have won over ours
      String version =
          HourVersions.basis(
              rolled.hoursAddedUp(day).values().stream().map(RolledRows.AddedUp::version).toList());
      RolledRows.AddedUp last = done.getOrDefault(day, RolledRows.AddedUp.NEVER);
      if (!version.equals(last.version())) {
        long timestamp = rolled.timestamp(last);
        RolledRows.Sum sum = rolled.empty();
        rolled.hours(day, sum::add);
        rolled.writeDay(day, sum, version, timestamp);
        LOG.atInfo().addKeyValue("day", day).log("A day was added up");
      }
    }
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
