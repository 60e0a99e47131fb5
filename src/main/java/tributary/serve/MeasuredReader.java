package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import tributary.platform.EventTimeSettings;
import tributary.platform.HourVersions;

/**
 * Adds up what was measured in a range: days for its middle, hours and minutes for its ends, so
 * that months cost little more than minutes. The touches of the hours say in which version each is;
 * a sum of an older version is passed over and its hours or minutes are read instead, and a sum
 * that is in memory in the right version is not read at all.
 */
@Component
class MeasuredReader {
  private final SelectMeasuredHoursByMonth touched;
  private final SelectSums sums;
  private final MeasuredMinutes minutes;
  private final HeldPieces held;
  private final MetricSettings settings;
  private final EventTimeSettings times;
  private final Clock clock;

  MeasuredReader(
      SelectMeasuredHoursByMonth touched,
      SelectSums sums,
      MeasuredMinutes minutes,
      HeldPieces held,
      MetricSettings settings,
      EventTimeSettings times,
      Clock clock) {
    this.touched = touched;
    this.sums = sums;
    this.minutes = minutes;
    this.held = held;
    this.settings = settings;
    this.times = times;
    this.clock = clock;
  }

  /**
   * @param unsettled minutes that wait to be counted again
   */
  record Found(Piece sum, Set<Instant> unsettled) {}

  /** Reads a range on whole minutes. */
  Found read(Range range, Set<MeasuredPart> parts, Deadline deadline) {
    Instant now = clock.instant();
    MeasuredRange plan =
        MeasuredRange.of(
            range,
            now.truncatedTo(ChronoUnit.HOURS),
            now.truncatedTo(ChronoUnit.HOURS)
                .plus(times.futureTolerance())
                .plus(2, ChronoUnit.HOURS));
    Set<Instant> unsettled = new TreeSet<>();
    List<Piece> pieces = new ArrayList<>();
    if (!plan.whole().length().isZero()) {
      readWhole(plan, parts, pieces, unsettled, deadline);
    }
    minutes.read(plan.edges(), parts, pieces, unsettled, deadline);
    return new Found(Piece.sum(pieces, parts, settings.limits()), unsettled);
  }

  private void readWhole(
      MeasuredRange plan,
      Set<MeasuredPart> parts,
      List<Piece> into,
      Collection<Instant> unsettled,
      Deadline deadline) {
    Map<Instant, TreeMap<Instant, String>> days = new LinkedHashMap<>();
    TreeMap<Instant, String> hours = new TreeMap<>();
    touched
        .versions(plan.whole(), deadline)
        .forEach(
            (hour, version) -> {
              if (plan.coversDayOf(hour)) {
                days.computeIfAbsent(MeasuredRange.day(hour), day -> new TreeMap<>())
                    .put(hour, version);
              } else {
                hours.put(hour, version);
              }
            });
    EnumSet<MeasuredPart> added = EnumSet.copyOf(parts);
    added.remove(MeasuredPart.SERIES);
    if (days.size() > 1 && !added.isEmpty()) {
      into.add(readBlock(days, added, unsettled, deadline));
      if (parts.contains(MeasuredPart.SERIES)) {
        readDays(days, EnumSet.of(MeasuredPart.SERIES), into, unsettled, deadline);
      }
    } else {
      readDays(days, parts, into, unsettled, deadline);
    }
    readHours(hours, parts, into, unsettled, deadline);
  }

  /** The days as one sum, which stays the same until one of them changes. */
  private Piece readBlock(
      Map<Instant, TreeMap<Instant, String>> days,
      Set<MeasuredPart> parts,
      Collection<Instant> unsettled,
      Deadline deadline) {
    Stretch block = new Stretch(Stretch.Length.DAYS, days.keySet().iterator().next(), digest(days));
    Piece known = held.get(block, parts);
    if (known != null) {
      return known;
    }
    List<Piece> pieces = new ArrayList<>();
    Set<Instant> waiting = new TreeSet<>();
    readDays(days, parts, pieces, waiting, deadline);
    Piece sum = Piece.sum(pieces, parts, settings.limits());
    if (waiting.isEmpty()) {
      parts.forEach(part -> held.put(block, part, sum.only(part), sum.size(part)));
    }
    unsettled.addAll(waiting);
    return sum;
  }

  private void readDays(
      Map<Instant, TreeMap<Instant, String>> days,
      Set<MeasuredPart> parts,
      List<Piece> into,
      Collection<Instant> unsettled,
      Deadline deadline) {
    Map<Instant, String> wanted = new LinkedHashMap<>();
    days.forEach((day, hours) -> wanted.put(day, HourVersions.basis(List.copyOf(hours.values()))));
    List<Instant> others =
        take(
            Stretch.Length.DAY,
            wanted,
            parts,
            into,
            (missing, taker) -> sums.days(missing, parts, taker, deadline));
    TreeMap<Instant, String> hours = new TreeMap<>();
    others.forEach(day -> hours.putAll(days.getOrDefault(day, new TreeMap<>())));
    readHours(hours, parts, into, unsettled, deadline);
  }

  private void readHours(
      TreeMap<Instant, String> hours,
      Set<MeasuredPart> parts,
      List<Piece> into,
      Collection<Instant> unsettled,
      Deadline deadline) {
    List<Instant> others =
        take(
            Stretch.Length.HOUR,
            hours,
            parts,
            into,
            (missing, taker) -> sums.hours(missing, parts, taker, deadline));
    List<Range> slices =
        others.stream().map(hour -> new Range(hour, hour.plus(MeasuredRange.HOUR))).toList();
    minutes.read(slices, parts, into, unsettled, deadline);
  }

  /** Reads rows by their starts and gives them away. */
  private interface Rows extends BiConsumer<List<Instant>, BiConsumer<Instant, Row>> {}

  /**
   * Gives what is held, and what is stored, in the version that is wanted.
   *
   * @return starts of the others
   */
  private List<Instant> take(
      Stretch.Length length,
      Map<Instant, String> wanted,
      Set<MeasuredPart> parts,
      List<Piece> into,
      Rows rows) {
    Set<Instant> missing = new TreeSet<>();
    wanted.forEach(
        (start, version) -> {
          Piece known = held.get(new Stretch(length, start, version), parts);
          if (known != null) {
            into.add(known);
          } else {
            missing.add(start);
          }
        });
    if (missing.isEmpty()) {
      return List.of();
    }
    rows.accept(
        List.copyOf(missing),
        (start, row) -> {
          String version = row.getString("version");
          if (version != null && version.equals(wanted.get(start)) && missing.remove(start)) {
            into.add(hold(new Stretch(length, start, version), row, parts));
          }
        });
    return List.copyOf(missing);
  }

  private Piece hold(Stretch stretch, Row row, Set<MeasuredPart> parts) {
    List<Piece> pieces = new ArrayList<>();
    for (MeasuredPart part : parts) {
      byte[] bytes = part.of(row);
      Piece piece = Piece.of(part, bytes, settings.limits());
      held.put(stretch, part, piece, bytes.length);
      pieces.add(piece);
    }
    return Piece.sum(pieces, parts, settings.limits());
  }

  private static String digest(Map<Instant, TreeMap<Instant, String>> days) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(days.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
