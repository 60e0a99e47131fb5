package tributary.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;

/**
 * Minutes of the store. Two small steps: in which state they are, and then only those that are not
 * in memory in that state; of the running hour this is mostly the newest one or two.
 */
@Component
class MeasuredMinutes {
  private final SelectMinutesByHour minutes;
  private final HeldPieces held;
  private final MetricSettings settings;

  MeasuredMinutes(SelectMinutesByHour minutes, HeldPieces held, MetricSettings settings) {
    this.minutes = minutes;
    this.held = held;
    this.settings = settings;
  }

  /**
   * @param slices of one hour at most
   * @param into gets a piece for each minute in which something happened
   * @param unsettled gets the minutes that wait to be counted again
   */
  void read(
      List<Range> slices,
      Set<MeasuredPart> parts,
      List<Piece> into,
      Collection<Instant> unsettled,
      Deadline deadline) {
    Map<Instant, String> versions = new LinkedHashMap<>();
    minutes.states(
        slices,
        minute -> {
          versions.merge(minute.start(), minute.version(), String::concat);
          if (!minute.settled()) {
            unsettled.add(minute.start());
          }
        },
        deadline);
    // one read an hour, from the first to the last minute that is wanted of it
    Map<Instant, Range> wanted = new LinkedHashMap<>();
    TreeMap<Instant, List<Piece>> rows = new TreeMap<>();
    versions.forEach(
        (start, version) -> {
          Piece known = held.get(new Stretch(Stretch.Length.MINUTE, start, version), parts);
          if (known != null) {
            into.add(known);
          } else {
            rows.put(start, new ArrayList<>());
            wanted.merge(
                EventTime.hour(start),
                new Range(start, start.plusSeconds(60)),
                (before, more) -> new Range(before.from(), more.to()));
          }
        });
    into.addAll(load(List.copyOf(wanted.values()), parts, rows, deadline));
  }

  private List<Piece> load(
      List<Range> slices,
      Set<MeasuredPart> parts,
      TreeMap<Instant, List<Piece>> wanted,
      Deadline deadline) {
    Map<Instant, String> versions = new HashMap<>();
    Map<Instant, Map<MeasuredPart, Long>> sizes = new HashMap<>();
    minutes.summaries(
        slices,
        parts,
        minute -> {
          List<Piece> pieces = wanted.get(minute.start());
          if (pieces == null) {
            return; // held, between two that are not
          }
          versions.merge(minute.start(), minute.version(), String::concat);
          if (minute.counted()) {
            pieces.add(
                decoded(
                    minute,
                    parts,
                    sizes.computeIfAbsent(minute.start(), start -> new HashMap<>())));
          }
        },
        deadline);
    List<Piece> loaded = new ArrayList<>();
    wanted.forEach(
        (start, pieces) -> {
          Piece piece = sum(start, pieces, parts);
          Stretch stretch =
              new Stretch(Stretch.Length.MINUTE, start, versions.getOrDefault(start, "gone"));
          for (MeasuredPart part : parts) {
            long size = sizes.getOrDefault(start, Map.of()).getOrDefault(part, 0L);
            held.put(stretch, part, piece.only(part), size);
          }
          loaded.add(piece);
        });
    return loaded;
  }

  private Piece decoded(
      SelectMinutesByHour.Minute minute, Set<MeasuredPart> parts, Map<MeasuredPart, Long> sizes) {
    List<Piece> pieces = new ArrayList<>();
    Set<MeasuredPart> stored = MeasuredPart.ofMinutes(parts);
    for (MeasuredPart part : stored) {
      byte[] bytes = part.of(minute.row());
      sizes.merge(part, (long) bytes.length, Long::sum);
      pieces.add(Piece.of(part, bytes, settings.limits()));
    }
    return Piece.sum(pieces, stored, settings.limits());
  }

  /** The partitions of a minute added up. */
  private Piece sum(Instant start, List<Piece> partitions, Set<MeasuredPart> parts) {
    Piece sum = Piece.sum(partitions, MeasuredPart.ofMinutes(parts), settings.limits());
    if (!parts.contains(MeasuredPart.SERIES)) {
      return sum;
    }
    Piece series = sum.asSeries(start.getEpochSecond() / 60);
    return new Piece(
        parts.contains(MeasuredPart.TOTALS) ? sum.totals() : null,
        sum.distincts(),
        sum.pages(),
        sum.editors(),
        series.series());
  }
}
