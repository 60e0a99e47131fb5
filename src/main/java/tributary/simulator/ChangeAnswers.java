package tributary.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plain recount of changes, in the words of the HTTP contract: lists and maps that serialise to
 * its JSON. Ranges are half-open. Of several events of one change the first that came counts.
 */
public final class ChangeAnswers {
  private static final Comparator<SeenChange> NEWEST_FIRST =
      Comparator.comparing(SeenChange::at)
          .reversed()
          .thenComparing(SeenChange::change, AnswersAt::byCodePoint);

  /** In the order in which they came. */
  private final List<SeenChange> changes;

  private ChangeAnswers(List<SeenChange> changes) {
    this.changes = changes;
  }

  static ChangeAnswers of(List<SeenChange> visible) {
    Map<String, SeenChange> first = new LinkedHashMap<>();
    visible.forEach(change -> first.putIfAbsent(change.change(), change));
    return new ChangeAnswers(List.copyOf(first.values()));
  }

  /** How many changes there are, each once. */
  public long count() {
    return changes.size();
  }

  /** Event time of the oldest change; null when there is none. */
  public @Nullable Instant oldest() {
    return changes.stream().map(SeenChange::at).min(Comparator.naturalOrder()).orElse(null);
  }

  /** Event time of the newest change; null when there is none. */
  public @Nullable Instant newest() {
    return changes.stream().map(SeenChange::at).max(Comparator.naturalOrder()).orElse(null);
  }

  /** Rows of {@code /api/changes}, newest first; those of one millisecond in any order. */
  public List<Map<String, @Nullable Object>> changes(
      Instant from, Instant to, ChangeFilter filter) {
    return rows(between(from, to).filter(filter::takes));
  }

  /** Rows of {@code /api/changes/search}, newest first. */
  public List<Map<String, @Nullable Object>> search(Instant from, Instant to, String text) {
    String wanted = Folded.of(text);
    Predicate<@Nullable String> found = field -> field != null && Folded.of(field).contains(wanted);
    return rows(
        between(from, to)
            .filter(
                change ->
                    found.test(change.title())
                        || found.test(change.user())
                        || found.test(change.comment())));
  }

  /** Everything a filter can be asked about: all values that occur, sorted. */
  public List<String> valuesOf(String field) {
    TreeSet<String> values = new TreeSet<>(AnswersAt::byCodePoint);
    for (SeenChange change : changes) {
      Object value = change.json().get(field);
      if (value != null) {
        values.add(value.toString());
      }
    }
    return List.copyOf(values);
  }

  /** Metrics and KPI summary of a range on whole minutes. */
  public MetricAnswers metrics(Instant from, Instant to) {
    return new MetricAnswers(from, to, between(from, to).toList());
  }

  /** The {@code /api/history} of a range. */
  public HistoryAnswers history(Instant from, Instant to) {
    return new HistoryAnswers(from, to, between(from, to).toList(), changes);
  }

  private Stream<SeenChange> between(Instant from, Instant to) {
    return changes.stream()
        .filter(change -> !change.at().isBefore(from) && change.at().isBefore(to));
  }

  private static List<Map<String, @Nullable Object>> rows(Stream<SeenChange> changes) {
    return changes.sorted(NEWEST_FIRST).map(SeenChange::json).toList();
  }
}
