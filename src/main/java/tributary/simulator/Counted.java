package tributary.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some changes under one key, added up in the plainest way. */
final class Counted {
  /**
   * Most events first, then by the key, part by part: what is absent comes first, humans before
   * bots.
   */
  private static final Comparator<Counted> MOST_FIRST =
      Comparator.comparing((Counted one) -> -one.events).thenComparing(Counted::compareKeys);

  final List<@Nullable Object> key;
  long events;
  long bytes;
  long bots;
  long humans;
  long newPages;
  long edits;
  private final Set<String> users = new HashSet<>();

  private Counted(List<@Nullable Object> key) {
    this.key = key;
  }

  static Counted all(Collection<SeenChange> changes) {
    Counted all = new Counted(List.of());
    changes.forEach(all::add);
    return all;
  }

  /**
   * @param keyOf gives null for a change that belongs to none of the groups
   */
  static List<Counted> by(
      Collection<SeenChange> changes,
      Function<SeenChange, @Nullable List<@Nullable Object>> keyOf) {
    Map<List<@Nullable Object>, Counted> groups = new HashMap<>();
    for (SeenChange change : changes) {
      List<@Nullable Object> key = keyOf.apply(change);
      if (key != null) {
        groups.computeIfAbsent(key, Counted::new).add(change);
      }
    }
    return groups.values().stream().sorted(MOST_FIRST).toList();
  }

  private void add(SeenChange change) {
    events++;
    bytes += change.bytes();
    bots += change.byBot() ? 1 : 0;
    humans += change.byHuman() ? 1 : 0;
    newPages += change.isNew() ? 1 : 0;
    edits += change.isEdit() ? 1 : 0;
    if (change.user() != null) {
      users.add(change.domain() + " " + change.user());
    }
  }

  long distinctUsers() {
    return users.size();
  }

  double meanBytes() {
    return events == 0 ? 0 : (double) bytes / events;
  }

  /** A row that begins with the parts of the key under these names. */
  Map<String, @Nullable Object> row(String... names) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], key.get(i));
    }
    row.put("events", events);
    return row;
  }

  static List<@Nullable Object> key(@Nullable Object... parts) {
    List<@Nullable Object> key = new ArrayList<>();
    for (Object part : parts) {
      key.add(part);
    }
    return key;
  }

  private static int compareKeys(Counted left, Counted right) {
    for (int i = 0; i < left.key.size(); i++) {
      int order = compareParts(left.key.get(i), right.key.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compareParts(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return a.compareTo(b);
    }
    if (left instanceof Boolean || right instanceof Boolean) {
      return Integer.compare(rank(left), rank(right));
    }
    return AnswersAt.byCodePoint(
        left == null ? "" : left.toString(), right == null ? "" : right.toString());
  }

  private static int rank(@Nullable Object bot) {
    return bot == null ? 0 : Boolean.TRUE.equals(bot) ? 2 : 1;
  }
}
