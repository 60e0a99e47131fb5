package tributary.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
  private final KnownByPartition known;

  ChangeWriter(
      StoreParts parts,
      ChangeRows rows,
      ChangeMarks marks,
      StoredChanges stored,
      HighestNumbers highestNumbers,
      ChangeSettings settings) {
    super(Topics.RECENTCHANGE, parts);
    this.parts = parts;
    this.rows = rows;
    this.marks = marks;
    this.stored = stored;
    this.known = new KnownByPartition(Topics.RECENTCHANGE, settings.remembered(), highestNumbers);
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
    KnownByPartition.Batch before = known.of(batch);
    Map<String, Arrival<Change>> firsts = firsts(due);
    Map<String, StoredChanges.Shown> shown = shown(firsts, before);
    Map<Integer, Set<Slice>> touched = new HashMap<>();
    Set<Object> pending = new HashSet<>();
    GroupedWrites grouped = parts.grouped();
    firsts.forEach(
        (identity, arrival) -> {
          Change change = arrival.event();
          StoredChanges.Shown stands = shown.get(identity);
          if (stands != null && !stands.isBy(change)) {
            if (stands.replaceable() == null || !isOfStream(change)) {
              return; // a repeat: its change is stored
            }
            replace(stands.replaceable(), arrival, touched);
          }
          starting(
              arrival,
              () -> {
                rows.inserts(change).forEach(row -> grouped.add(row, arrival.shared()));
                rows.markers(change, marking(arrival, pending));
              });
          touch(touched, arrival.partition(), change);
          before.writing(arrival.partition(), change.wiki(), change.rcid(), identity);
        });
    before.rows(grouped);
    grouped.send();
    return () -> {
      before.await();
      parts.touches().touchSlices(Topics.RECENTCHANGE, touched);
      before.stored();
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
      Map<String, Arrival<Change>> firsts, KnownByPartition.Batch before) {
    List<Change> asked = new ArrayList<>();
    for (Arrival<Change> arrival : firsts.values()) {
      Change change = arrival.event();
      if (before.mayBeStored(
          arrival.partition(), change.wiki(), change.rcid(), change.identity())) {
        asked.add(change);
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
}
