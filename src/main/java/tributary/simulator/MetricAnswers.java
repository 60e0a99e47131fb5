package tributary.simulator;

import static tributary.simulator.Counted.key;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The eleven metrics and the KPI summary of one range by brute force: {@code rows}, {@code other},
 * {@code total} and {@code series} as the contract has them, without what depends on coverage
 * ({@code complete}, {@code as_of}, {@code covered_seconds}, {@code events_per_second} of the
 * summary). Series hold every minute of the range, 0 where nothing happened.
 */
public final class MetricAnswers {
  private final Instant from;
  private final Instant to;
  private final List<SeenChange> changes;

  MetricAnswers(Instant from, Instant to, List<SeenChange> changes) {
    if (!from.equals(from.truncatedTo(ChronoUnit.MINUTES))
        || !to.equals(to.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("metrics are over whole minutes");
    }
    this.from = from;
    this.to = to;
    this.changes = changes;
  }

  public Map<String, @Nullable Object> summary() {
    Counted all = Counted.all(changes);
    List<Counted> servers = Counted.by(changes, change -> key(change.domain()));
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    summary.put("from", from.toString());
    summary.put("to", to.toString());
    summary.put("events", all.events);
    summary.put("bytes", all.bytes);
    summary.put("top_server", servers.isEmpty() ? null : servers.get(0).row("domain"));
    summary.put("bots", all.bots);
    summary.put("humans", all.humans);
    summary.put("distinct_pages", exactly(Counted.by(changes, MetricAnswers::page).size()));
    summary.put("distinct_editors", exactly(Counted.by(changes, MetricAnswers::editor).size()));
    return summary;
  }

  /** Any of the eleven, by its name. */
  public Map<String, @Nullable Object> named(String name, int top) {
    return switch (name) {
      case "traffic" -> series(name, MetricAnswers::traffic);
      case "velocity" -> series(name, minute -> Map.of("events_per_second", minute.size() / 60.0));
      case "users" ->
          breakdown(name, by(change -> key(kind(change)), "kind"), MetricAnswers::kinds);
      case "actions" ->
          breakdown(name, by(change -> key(change.type()), "type"), MetricAnswers::types);
      case "servers" ->
          cut(
              name,
              rows(
                  change -> key(change.domain(), change.language(), change.project()),
                  group -> withBytes(group, "domain", "language", "project")),
              top);
      case "languages" ->
          cut(
              name,
              rows(change -> key(change.language()), group -> withBytes(group, "language")),
              top);
      case "namespaces" -> namespaces();
      case "pages" ->
          cut(name, rows(MetricAnswers::page, group -> withBytes(group, "domain", "title")), top);
      case "editors" -> cut(name, editors(), top);
      case "severity" -> severity();
      case "volume-change" -> volume();
      default -> throw new IllegalArgumentException("no metric " + name);
    };
  }

  /** How many editors made at least {@code least} and at most {@code most} changes. */
  public long editorsWith(long least, long most) {
    return Counted.by(changes, MetricAnswers::editor).stream()
        .filter(editor -> editor.events >= least && editor.events <= most)
        .count();
  }

  // --- rows ------------------------------------------------------------------------------------

  private List<Map<String, @Nullable Object>> editors() {
    return rows(
        change -> change.user() == null ? null : key(change.domain(), change.user(), change.bot()),
        group -> withBytes(group, "domain", "user", "is_bot"));
  }

  /** Bytes are told of all of them together only. */
  private Map<String, @Nullable Object> namespaces() {
    List<Map<String, @Nullable Object>> rows =
        by(change -> change.namespace() == null ? null : key(change.namespace()), "namespace");
    Counted all = Counted.all(changes);
    Map<String, @Nullable Object> answer = begun("namespaces");
    answer.put("rows", rows);
    answer.put("other", Map.of("events", all.events - sum(rows, "events")));
    answer.put("total", sum(all));
    return answer;
  }

  private Map<String, @Nullable Object> severity() {
    List<SeenChange> texts = changes.stream().filter(MetricAnswers::isText).toList();
    Map<String, @Nullable Object> answer = begun("severity");
    answer.put(
        "rows",
        Counted.by(texts, change -> key(severity(change))).stream()
            .map(group -> group.row("severity"))
            .toList());
    answer.put("total", sum(Counted.all(texts)));
    return answer;
  }

  private Map<String, @Nullable Object> volume() {
    Map<String, @Nullable Object> answer = series("volume-change", MetricAnswers::volume);
    answer.put("rows", List.of(volume(changes)));
    answer.put("total", sum(Counted.all(changes)));
    return answer;
  }

  private List<Map<String, @Nullable Object>> by(
      Function<SeenChange, @Nullable List<@Nullable Object>> keyOf, String name) {
    return rows(keyOf, group -> group.row(name));
  }

  private List<Map<String, @Nullable Object>> rows(
      Function<SeenChange, @Nullable List<@Nullable Object>> keyOf,
      Function<Counted, Map<String, @Nullable Object>> rowOf) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    Counted.by(changes, keyOf).forEach(group -> rows.add(rowOf.apply(group)));
    return rows;
  }

  private Map<String, @Nullable Object> cut(
      String name, List<Map<String, @Nullable Object>> rows, int top) {
    List<Map<String, @Nullable Object>> shown = rows.subList(0, Math.min(top, rows.size()));
    Counted all = Counted.all(changes);
    Map<String, @Nullable Object> answer = begun(name);
    answer.put("rows", shown);
    Map<String, @Nullable Object> other = new LinkedHashMap<>();
    other.put("events", all.events - sum(shown, "events"));
    other.put("bytes", all.bytes - sum(shown, "bytes"));
    answer.put("other", other);
    answer.put("total", sum(all));
    return answer;
  }

  private Map<String, @Nullable Object> breakdown(
      String name,
      List<Map<String, @Nullable Object>> rows,
      Function<List<SeenChange>, Map<String, ?>> each) {
    Map<String, @Nullable Object> answer = series(name, each);
    answer.put("rows", rows);
    answer.put("total", sum(Counted.all(changes)));
    return answer;
  }

  // --- series ----------------------------------------------------------------------------------

  private Map<String, @Nullable Object> series(
      String name, Function<List<SeenChange>, Map<String, ?>> each) {
    List<List<SeenChange>> minutes = new ArrayList<>();
    for (Instant start = from; start.isBefore(to); start = start.plusSeconds(60)) {
      minutes.add(new ArrayList<>());
    }
    for (SeenChange change : changes) {
      minutes.get((int) ChronoUnit.MINUTES.between(from, change.at())).add(change);
    }
    List<Map<String, @Nullable Object>> series = new ArrayList<>();
    for (int i = 0; i < minutes.size(); i++) {
      Map<String, @Nullable Object> minute = new LinkedHashMap<>();
      minute.put("start", from.plusSeconds(60L * i).toString());
      minute.putAll(each.apply(minutes.get(i)));
      series.add(minute);
    }
    Map<String, @Nullable Object> answer = begun(name);
    answer.put("series", series);
    return answer;
  }

  private static Map<String, Object> traffic(List<SeenChange> minute) {
    Counted all = Counted.all(minute);
    return Map.of("events", all.events, "bytes", all.bytes, "mean_bytes", all.meanBytes());
  }

  private static Map<String, Object> kinds(List<SeenChange> minute) {
    Map<String, Object> counts = new LinkedHashMap<>(Map.of("bot", 0L, "human", 0L));
    Counted.by(minute, change -> key(kind(change)))
        .forEach(group -> counts.put(String.valueOf(group.key.get(0)), group.events));
    return counts;
  }

  private static Map<String, Object> types(List<SeenChange> minute) {
    Map<String, Object> counts = new LinkedHashMap<>();
    Counted.by(minute, change -> key(change.type()))
        .forEach(group -> counts.put(String.valueOf(group.key.get(0)), group.events));
    return counts;
  }

  private static Map<String, Object> volume(List<SeenChange> minute) {
    List<Long> additions = minute.stream().map(SeenChange::net).filter(net -> net > 0).toList();
    List<Long> deletions = minute.stream().map(SeenChange::net).filter(net -> net < 0).toList();
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("additions", additions.stream().mapToLong(Long::longValue).sum());
    volume.put("deletions", -deletions.stream().mapToLong(Long::longValue).sum());
    volume.put("net", minute.stream().mapToLong(SeenChange::net).sum());
    volume.put("additions_events", (long) additions.size());
    volume.put("deletions_events", (long) deletions.size());
    volume.put("neutral_events", (long) minute.size() - additions.size() - deletions.size());
    return volume;
  }

  // --- what a change is ------------------------------------------------------------------------

  private static String kind(SeenChange change) {
    return change.byBot() ? "bot" : change.byHuman() ? "human" : "unknown";
  }

  private static String severity(SeenChange change) {
    Boolean minor = change.minor();
    return minor == null ? "unknown" : minor ? "minor" : "major";
  }

  private static boolean isText(SeenChange change) {
    return change.isEdit() || change.isNew();
  }

  private static @Nullable List<@Nullable Object> page(SeenChange change) {
    return change.title() == null ? null : key(change.domain(), change.title());
  }

  private static @Nullable List<@Nullable Object> editor(SeenChange change) {
    return change.user() == null ? null : key(change.domain(), change.user());
  }

  // --- parts of answers ------------------------------------------------------------------------

  private Map<String, @Nullable Object> begun(String name) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("name", name);
    answer.put("from", from.toString());
    answer.put("to", to.toString());
    return answer;
  }

  private static Map<String, @Nullable Object> withBytes(Counted group, String... names) {
    Map<String, @Nullable Object> row = group.row(names);
    row.put("bytes", group.bytes);
    return row;
  }

  private static Map<String, Object> sum(Counted all) {
    return Map.of("events", all.events, "bytes", all.bytes);
  }

  private static long sum(List<Map<String, @Nullable Object>> rows, String name) {
    return rows.stream()
        .mapToLong(row -> (Long) Objects.requireNonNullElse(row.get(name), 0L))
        .sum();
  }

  private static Map<String, Object> exactly(long value) {
    return Map.of("value", value, "exact", true, "error", 0);
  }
}
