package tributary.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.simulator.ChangeEvent;
import tributary.simulator.ChangeFilter;
import tributary.simulator.ChangeOptions;
import tributary.simulator.Changes;
import tributary.simulator.KnownChanges;
import tributary.simulator.MetricAnswers;

/**
 * What is cleaned and summed up here equals the recount of a witness that knows the contract alone:
 * for generated changes of every kind and for those that the real service sent.
 */
class ChangesAndTheirWitnessTest {
  private static final Instant NOON = Instant.parse("2026-02-26T12:00:00Z");
  private static final Instant FIRST = Instant.parse("2018-01-01T00:00:00Z");
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Map<String, Long> filtered = new TreeMap<>();
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private long clean;
  private long dead;

  @ParameterizedTest
  @ValueSource(longs = {1, 20, 300})
  void agreeAboutGeneratedChangesOfEveryKind(long seed) throws MalformedEvent {
    List<byte[]> events =
        Changes.seeded(seed, ChangeOptions.everything())
            .between(NOON.minus(Duration.ofHours(3)), NOON, 6_000)
            .stream()
            .map(ChangeEvent::data)
            .toList();
    assertThat(agreed(events)).isGreaterThan(4_000);
  }

  @Test
  void agreeAboutRecordedChanges() throws IOException, MalformedEvent {
    List<byte[]> events = new ArrayList<>();
    Path shapes = DATA.resolve("recentchange-jsonl-2025-2026");
    if (Files.isDirectory(shapes)) {
      events.addAll(lines(shapes.resolve("recentchange_2025-05-03_eqiad_first96.jsonl")));
      events.addAll(lines(shapes.resolve("recentchange_2026-02-26_codfw_first34.jsonl")));
      Path frames = DATA.resolve("eventstreams-sse-2021");
      events.addAll(lines(frames.resolve("recentchange_2021-08-27_codfw_events0001-1500.sse.gz")));
      events.addAll(lines(frames.resolve("recentchange_2021-09-30_eqiad.sse.gz")));
      events.addAll(
          lines(DATA.resolve("recentchange-en-de-2021-10/DERIVED_recentchange_shape.jsonl.gz")));
      assertThat(events).hasSize(96 + 34 + 1_500 + 62 + 35_046);
    }
    assertThat(agreed(events)).isEqualTo(changes.size());
  }

  /** How many changes both found. */
  private int agreed(List<byte[]> events) throws MalformedEvent {
    for (byte[] event : events) {
      take(event);
    }
    KnownChanges known = KnownChanges.of(events, Clock.fixed(NOON, ZoneOffset.UTC));
    assertThat(filtered).isEqualTo(known.filtered());
    assertThat(dead).isEqualTo(known.dead() + known.strays());
    assertThat(clean).isEqualTo(known.clean());

    Instant end = Instant.parse("2100-01-01T00:00:00Z");
    Map<Object, Map<String, Object>> rows = new TreeMap<>();
    known.asOf(end).changes(FIRST, end, ChangeFilter.ALL).stream()
        .forEach(row -> rows.put(Objects.requireNonNull(row.get("event_id")), row));
    assertThat(changes.values().stream().map(Change::eventId).sorted().toList())
        .isEqualTo(List.copyOf(rows.keySet()));
    changes.values().forEach(change -> sameRow(change, rows.get(change.eventId())));
    // to the hour in which the last of them happened, 2099 apart
    Instant to = NOON.plus(Duration.ofHours(4));
    sameNumbers(known.asOf(end).metrics(NOON.minus(Duration.ofHours(9)), to), to);
    return rows.size();
  }

  private void take(byte[] data) throws MalformedEvent {
    JsonNode event = read(data);
    if (event == null || !event.isObject() || event.at("/meta/stream").isMissingNode()) {
      // ingest hands what names no stream to the first one, where it is dead
      dead++;
      return;
    }
    String id = event.path("meta").path("id").textValue();
    if (id != null && !seen.add(id)) {
      return;
    }
    if (Canaries.isCanary(event)) {
      filtered.merge(Canaries.REASON, 1L, Long::sum);
      return;
    }
    try {
      Verdict verdict =
          new ChangeCleaner(
                  "recentchange", new RecentchangeSettings(List.of("edit", "new", "log"), true))
              .clean(event);
      if (verdict instanceof Verdict.Filtered why) {
        filtered.merge(why.reason(), 1L, Long::sum);
      } else if (verdict instanceof Verdict.Clean good) {
        Change change = ChangeJson.read(good.value());
        clean++;
        changes.putIfAbsent(change.identity(), change);
      }
    } catch (MalformedEvent wrong) {
      dead++;
    }
  }

  private static void sameRow(Change change, @Nullable Map<String, Object> row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("event_id", change.eventId());
    shown.put("rcid", change.rcid());
    shown.put("wiki", change.wiki());
    shown.put("domain", change.domain());
    shown.put("type", change.type());
    Integer namespace = change.namespace();
    shown.put("namespace", namespace == null ? null : Long.valueOf(namespace));
    shown.put("title", change.title());
    shown.put("user", change.user());
    shown.put("comment", change.comment());
    shown.put("is_bot", change.isBot());
    shown.put("is_minor", change.isMinor());
    shown.put("is_new_page", change.newPage());
    shown.put("length_diff", change.lengthDiff());
    shown.put("bytes_changed", change.bytesChanged());
    shown.put("language", change.language());
    shown.put("project", change.project());
    shown.put("at", change.at().toString());
    shown.put("rev_id", change.revId());
    shown.put("log_type", change.logType());
    shown.put("log_action", change.logAction());
    assertThat(shown).isEqualTo(row);
  }

  private void sameNumbers(MetricAnswers known, Instant to) {
    Summary summary = new Summary(SummaryLimits.DEFAULT);
    changes.values().stream()
        .filter(change -> !change.at().isBefore(NOON.minus(Duration.ofHours(9))))
        .filter(change -> change.at().isBefore(to))
        .forEach(change -> summary.add(ChangeFacts.of(change)));
    Map<String, Object> kpi = known.summary();
    assertThat(kpi.get("events")).isEqualTo(summary.totals().events());
    assertThat(kpi.get("bytes")).isEqualTo(summary.totals().bytes());
    assertThat(kpi.get("bots")).isEqualTo(summary.totals().bots());
    assertThat(kpi.get("humans")).isEqualTo(summary.totals().humans());
    assertThat(kpi.get("distinct_pages"))
        .isEqualTo(exactly(summary.distinctPages().count().value()));
    assertThat(kpi.get("distinct_editors"))
        .isEqualTo(exactly(summary.distinctEditors().count().value()));
    Map<String, Object> volume = new LinkedHashMap<>();
    volume.put("additions", summary.totals().additions());
    volume.put("deletions", summary.totals().deletions());
    volume.put("net", summary.totals().net());
    volume.put("additions_events", summary.totals().additionsEvents());
    volume.put("deletions_events", summary.totals().deletionsEvents());
    volume.put("neutral_events", summary.totals().neutralEvents());
    assertThat(known.named("volume-change", 1)).containsEntry("rows", List.of(volume));
    List<Map<String, Object>> editors = new ArrayList<>();
    summary
        .editors()
        .top(50)
        .forEach(
            row -> {
              Map<String, Object> editor = new LinkedHashMap<>();
              editor.put("domain", row.domain());
              editor.put("user", row.name());
              editor.put("is_bot", row.bot());
              editor.put("events", row.events());
              editor.put("bytes", row.bytes());
              editors.add(editor);
            });
    assertThat(known.named("editors", 50)).containsEntry("rows", editors);
  }

  private static Map<String, Object> exactly(long value) {
    return Map.of("value", value, "exact", true, "error", 0);
  }

  private static @Nullable JsonNode read(byte[] data) {
    try {
      return JSON.readTree(data);
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Lines of JSON, or the data lines of Server-Sent Events. */
  private static List<byte[]> lines(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.startsWith("data: ") ? line.substring(6) : line)
          .filter(line -> line.startsWith("{"))
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toList();
    }
  }
}
