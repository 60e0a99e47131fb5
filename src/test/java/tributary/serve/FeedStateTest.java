package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tributary.platform.FeedStatus;
import tributary.platform.FeedStatus.Connection;
import tributary.platform.FeedStatus.Status;
import tributary.platform.LedgerEntry;

class FeedStateTest {
  private static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");
  private static final OptionalLong NONE = OptionalLong.of(0);

  private static FeedState states(List<String> streams) {
    ServeSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of("tributary.serve.retry-after", "5s")))
            .bind("tributary.serve", ServeSettings.class)
            .get();
    return new FeedState(settings, Clock.fixed(NOW, ZoneOffset.UTC), streams);
  }

  private static Status heard(int secondsAgo, boolean behind) {
    return new Status(
        Connection.CONNECTED, NOW.minusSeconds(999), null, NOW.minusSeconds(secondsAgo), behind);
  }

  @Test
  void namesTheFourStates() {
    FeedState states = states(List.of(" page-create"));
    assertThat(states.of("page-create", heard(3, false), NONE, NONE)).isEqualTo("live");
    assertThat(states.of("page-create", heard(300, false), NONE, NONE)).isEqualTo("live");
    assertThat(states.of("page-create", heard(301, false), NONE, NONE)).isEqualTo("stale");
    assertThat(states.of("page-create", heard(3, true), NONE, NONE)).isEqualTo("catching up");
    assertThat(states.of("page-create", heard(3, false), OptionalLong.of(1000), NONE))
        .isEqualTo("live");
    assertThat(states.of("page-create", heard(3, false), OptionalLong.of(1001), NONE))
        .isEqualTo("catching up");
    assertThat(states.of("page-create", heard(900, false), NONE, OptionalLong.of(1001)))
        .isEqualTo("catching up");
    assertThat(states.of("page-create", new FeedStatus().of("page-create"), NONE, NONE))
        .isEqualTo("stopped");
    assertThat(states(List.of()).of("page-create", heard(3, false), NONE, NONE))
        .isEqualTo("stopped");
  }

  @Test
  void addsUpWhatTheStagesCountedOverPartitions() {
    Map<String, Long> raw =
        new HashMap<>(Map.of("in", 10L, "clean", 6L, "dead", 1L, "repeats", 2L));
    raw.put("filtered.canary", 3L);
    FeedCounts counts =
        new FeedCounts(
            () ->
                List.of(
                    entry("clean", "wikimedia.page-create.raw", 0, raw, "2026-02-26T19:00:00Z"),
                    entry(
                        "ingest",
                        "wikimedia.page-create.raw",
                        0,
                        Map.of("repeats", 5L, "gaps", 1L),
                        null),
                    entry("store", "wikimedia.page-create.clean", 0, Map.of("stored", 4L), null),
                    entry("store", "wikimedia.page-create.clean", 1, Map.of("stored", 2L), null),
                    new LedgerEntry(
                        "clean", "other", "x", 0, 1, Map.of("in", 99L), null, null, null)));
    FeedCounts.Counts sum = counts.of("page-create");
    assertThat(sum.in()).isEqualTo(10);
    assertThat(sum.in())
        .isEqualTo(
            sum.clean() + sum.dead() + sum.filtered().values().stream().mapToLong(n -> n).sum());
    assertThat(sum.filtered()).containsExactly(Map.entry("canary", 3L));
    assertThat(sum.repeats()).isEqualTo(7);
    assertThat(sum.gaps()).isEqualTo(1);
    assertThat(sum.stored()).isEqualTo(6);
    assertThat(sum.position()).isEqualTo("position");
  }

  private static LedgerEntry entry(
      String stage, String topic, int partition, Map<String, Long> counts, String newest) {
    return new LedgerEntry(
        stage,
        "page-create",
        topic,
        partition,
        1,
        counts,
        newest == null ? null : Instant.parse(newest),
        null,
        "position");
  }
}
