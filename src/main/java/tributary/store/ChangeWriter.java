package tributary.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;
import tributary.event.Topics;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Writes changes into the tables that answer questions about changes, each change once: the first
 * record in the order of the clean partition shows it, and a record of the stream comes before one
 * of the Action API. What the store may hold already is asked for; everything else is new, and is
 * written without a read.
 */
@Component("changeWriter")
public class ChangeWriter extends EventWriter<Change> {
  private final StoreParts parts;
  private final ChangeRows rows;
  private final ChangeMarks marks;
  private final StoredChanges stored;
  private final HighestRcids highestRcids;
  private final ChangeSettings settings;
  private final Map<Integer, Known> partitions = new HashMap<>();

  /**
   * What is remembered of a partition while it is ours.
   *
   * @param highest rcid of each wiki that was written by us already
   */
  private record Known(long assignment, KnownChanges changes, Map<String, Long> highest) {}

  ChangeWriter(
      StoreParts parts,
      ChangeRows rows,
      ChangeMarks marks,
      StoredChanges stored,
      HighestRcids highestRcids,
      ChangeSettings settings) {
    super(Topics.RECENTCHANGE, parts);
    this.parts = parts;
    this.rows = rows;
    this.marks = marks;
    this.stored = stored;
    this.highestRcids = highestRcids;
    this.settings = settings;
  }

  @Override
  Change read(byte[] clean) throws MalformedEvent {
    return ChangeJson.read(clean);
  }

  @Override
  Instant timeOf(Change change) {
    return change.at();
  }

  @Override
  String idOf(Change change) {
    return change.eventId();
  }

  @Override
  List<TableRow> rowsOf(Change change) {
    return rows.inserts(change);
  }

  @Override
  Runnable insert(RecordBatch batch, List<Arrival<Change>> due) {
    Map<Integer, Known> known = known(batch);
    Map<String, Arrival<Change>> firsts = firsts(due);
    Map<String, StoredChanges.Shown> shown = shown(firsts, known);
    Map<Integer, Set<Slice>> touched = new HashMap<>();
    Map<Integer, Map<String, Long>> highest = new HashMap<>();
    List<Arrival<Change>> written = new ArrayList<>(firsts.size());
    Set<Object> pending = new HashSet<>();
    GroupedWrites grouped = parts.grouped();
    firsts.forEach(
        (identity, arrival) -> {
          Change change = arrival.event();
          StoredChanges.Shown before = shown.get(identity);
          if (before != null && !before.isBy(change)) {
            if (before.replaceable() == null || !isOfStream(change)) {
              return; // a repeat: its change is stored
            }
            replace(before.replaceable(), arrival, touched);
          }
          starting(
              arrival,
              () -> {
                rows.inserts(change).forEach(row -> grouped.add(row, arrival.shared()));
                rows.markers(change, marking(arrival, pending));
              });
          touch(touched, arrival.partition(), change);
          raise(highest, arrival.partition(), change);
          written.add(arrival);
        });
    List<CompletableFuture<?>> alongside = new ArrayList<>();
    highest.forEach(
        (partition, byWiki) -> {
          byWiki.entrySet().removeIf(one -> !isHigher(known.get(partition), one));
          highestRcids.rows(partition, byWiki, grouped, alongside);
        });
    grouped.send();
    return () -> {
      Waiting.forAll(alongside);
      parts.touches().touchSlices(Topics.RECENTCHANGE, touched);
      for (Arrival<Change> arrival : written) {
        Objects.requireNonNull(known.get(arrival.partition())).changes().stored(arrival.event());
      }
      highest.forEach(
          (partition, byWiki) ->
              Objects.requireNonNull(known.get(partition)).highest().putAll(byWiki));
    };
  }

  /** Of each change in the batch the record that shows it. */
  private static Map<String, Arrival<Change>> firsts(List<Arrival<Change>> due) {
    Map<String, Arrival<Change>> firsts = new LinkedHashMap<>();
    for (Arrival<Change> arrival : due) {
      firsts.merge(
          arrival.event().identity(),
          arrival,
          (first, next) -> !isOfStream(first.event()) && isOfStream(next.event()) ? next : first);
    }
    return firsts;
  }

  private Map<String, StoredChanges.Shown> shown(
      Map<String, Arrival<Change>> firsts, Map<Integer, Known> known) {
    List<Change> asked = new ArrayList<>();
    for (Arrival<Change> arrival : firsts.values()) {
      Known here = Objects.requireNonNull(known.get(arrival.partition()));
      if (here.changes().mayBeStored(arrival.event())) {
        asked.add(arrival.event());
      }
    }
    return asked.isEmpty() ? Map.of() : stored.of(asked);
  }

  private void replace(Change old, Arrival<Change> arrival, Map<Integer, Set<Slice>> touched) {
    marks
        .of(old, arrival.event())
        .forEach(mark -> arrival.requests().add(parts.writes().write(mark)));
    touch(touched, arrival.partition(), old);
  }

  private static boolean isOfStream(Change change) {
    return change.feed().equals(Topics.RECENTCHANGE);
  }

  private static void touch(Map<Integer, Set<Slice>> touched, int partition, Change change) {
    touched.computeIfAbsent(partition, none -> new TreeSet<>()).add(Slice.of(change.at()));
  }

  private static void raise(Map<Integer, Map<String, Long>> highest, int partition, Change change) {
    if (change.rcid() != null) {
      highest
          .computeIfAbsent(partition, none -> new HashMap<>())
          .merge(change.wiki(), change.rcid(), Math::max);
    }
  }

  private static boolean isHigher(@Nullable Known known, Map.Entry<String, Long> one) {
    return known == null || one.getValue() > known.highest().getOrDefault(one.getKey(), 0L);
  }

  private Map<Integer, Known> known(RecordBatch batch) {
    Map<Integer, Known> all = new HashMap<>();
    for (RecordBatch.Part part : batch.parts()) {
      synchronized (partitions) {
        Known known = partitions.get(part.partition());
        if (known != null && known.assignment() == part.assignment()) {
          all.put(part.partition(), known);
          continue;
        }
      }
      // somebody else may have worked on it since
      Known loaded =
          new Known(
              part.assignment(),
              new KnownChanges(settings.remembered(), highestRcids.all()),
              new HashMap<>());
      synchronized (partitions) {
        partitions.put(part.partition(), loaded);
      }
      all.put(part.partition(), loaded);
    }
    return all;
  }
}
