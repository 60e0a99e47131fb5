package tributary.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedProgressTest {
  private static final String FEED = "page-create";
  private static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");

  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<String, Map<Integer, Long>> lags = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private final FeedStatus status = new FeedStatus();
  private final FeedProgress progress =
      new FeedProgress(
          () -> entries,
          new FeedProgress.Lags() {
            @Override
            public Map<Integer, Long> byPartition(String group) {
              return lags.getOrDefault(group, Map.of());
            }

            @Override
            public Map<Integer, Long> ends(String topic) {
              return ends;
            }
          },
          status,
          new ProgressSettings(Duration.ofMinutes(1)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  private void entry(String stage, String topic, int partition, String oldest, String newest) {
    entries.add(
        new LedgerEntry(
            stage,
            FEED,
            topic,
            partition,
            1,
            Map.of(),
            newest == null ? null : Instant.parse(newest),
            oldest == null ? null : Instant.parse(oldest),
            null));
  }

  private void cleaned(String oldest, String newest) {
    entry("clean", "wikimedia.page-create.raw", 0, oldest, newest);
  }

  private void stored(int partition, String newest) {
    entry("store", "wikimedia.page-create.clean", partition, null, newest);
  }

  private void lag(long clean, long... store) {
    lags.put("tributary-clean-page-create", Map.of(0, clean));
    Map<Integer, Long> partitions = new HashMap<>();
    for (int i = 0; i < store.length; i++) {
      partitions.put(i, store[i]);
    }
    lags.put("tributary-store-page-create", partitions);
  }

  private void connected(boolean behind) {
    status.connection(FEED, FeedStatus.Connection.CONNECTED, NOW, null);
    status.received(FEED, NOW, behind);
  }

  @Test
  void knowsNothingBeforeTheFirstEventOrWithoutTheLag() {
    assertThat(progress.storedThrough(FEED)).isNull();
    assertThat(progress.coverageStart(FEED)).isNull();
    lag(0, 0);
    connected(false);
    assertThat(progress.storedThrough(FEED)).isNull();
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T19:00:00Z");
    assertThat(progress.storedThrough(FEED)).isNotNull();
    lags.clear();
    assertThat(progress.storedThrough(FEED)).isNull();
  }

  @Test
  void countsFromWhereIngestBeganAndNotFromALateEvent() {
    cleaned("2015-01-01T00:00:00Z", "2026-02-26T19:00:00Z");
    entry("ingest", "wikimedia.page-create.raw", 0, "2026-02-26T12:00:00Z", null);
    assertThat(progress.coverageStart(FEED)).isEqualTo("2026-02-26T12:00:00Z");
  }

  @Test
  void keepsGapsInTheLedgerAndTellsWhichHoursTheyTouch() {
    Instant from = Instant.parse("2026-02-26T12:59:58Z");
    Instant to = Instant.parse("2026-02-26T13:00:00Z");
    entries.add(new FeedGap(from, to, 3).entry(FEED, 1));
    entries.add(new FeedGap(NOW, NOW, 1).entry(FEED, 0));
    entries.add(new FeedGap(NOW, NOW, 9).entry("another", 0));
    assertThat(progress.gaps(FEED))
        .containsExactly(new FeedGap(NOW, NOW, 1), new FeedGap(from, to, 3));
    FeedGap gap = progress.gaps(FEED).get(1);
    Instant hour = Instant.parse("2026-02-26T12:00:00Z");
    assertThat(gap.touches(hour, hour.plusSeconds(3600))).isTrue();
    assertThat(gap.touches(hour.plusSeconds(3600), hour.plusSeconds(7200))).isTrue();
    assertThat(gap.touches(hour.minusSeconds(3600), hour)).isFalse();
    assertThat(gap.touches(hour.plusSeconds(7200), hour.plusSeconds(9000))).isFalse();
  }

  @Test
  void goesWithTheClockWhenALiveFeedIsQuietAndNothingWaits() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    lag(0, 0, 0);
    connected(false);
    assertThat(progress.storedThrough(FEED)).isEqualTo("2026-02-26T19:31:00Z");
  }

  @Test
  void goesWithTheEventsWhileTheFeedIsBehindOrAwayOrSomethingWaits() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    stored(0, "2026-02-26T15:00:00Z");
    lag(0, 0);
    assertThat(progress.storedThrough(FEED)).as("stopped").isEqualTo("2026-02-26T14:59:00Z");
    connected(true);
    assertThat(progress.storedThrough(FEED)).as("behind").isEqualTo("2026-02-26T14:59:00Z");
    connected(false);
    lag(3, 0);
    assertThat(progress.storedThrough(FEED)).as("clean waits").isEqualTo("2026-02-26T14:59:00Z");
  }

  @Test
  void waitsForThePartitionThatIsFurthestBehind() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    stored(0, "2026-02-26T13:00:00Z");
    stored(1, "2026-02-26T14:00:00Z");
    stored(2, "2026-02-26T12:30:00Z");
    connected(false);
    lag(0, 1, 7, 0);
    assertThat(progress.storedThrough(FEED)).isEqualTo("2026-02-26T12:59:00Z");
    lag(0, 1, 7, 0, 2);
    assertThat(progress.storedThrough(FEED)).as("partition 3 may hold anything").isNull();
  }

  @Test
  void beginsWhereIngestBeganElseWithTheOldestEvent() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    assertThat(progress.coverageStart(FEED)).isEqualTo("2026-02-26T12:00:00Z");
    entry("ingest", "wikimedia.page-create.raw", 0, "2026-02-26T11:00:00Z", null);
    assertThat(progress.coverageStart(FEED)).isEqualTo("2026-02-26T11:00:00Z");
  }

  private void measured(int partition, long next, String newest) {
    entries.add(
        new LedgerEntry(
            "measure",
            FEED,
            "wikimedia.page-create.clean",
            partition,
            next,
            Map.of(),
            Instant.parse(newest),
            null,
            null));
  }

  @Test
  void isMeasuredAsFarAsTheSlowestPartitionEvenIfAllIsStored() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    connected(false);
    lag(0, 0, 0);
    ends.putAll(Map.of(0, 5L, 1, 5L));
    measured(0, 5, "2026-02-26T15:00:00Z");
    assertThat(progress.measuredThrough(FEED)).as("partition 1 may hold anything").isNull();
    measured(1, 3, "2026-02-26T14:30:00Z");
    assertThat(progress.measuredThrough(FEED)).isEqualTo("2026-02-26T14:29:00Z");
    assertThat(progress.storedThrough(FEED)).isEqualTo("2026-02-26T19:31:00Z");
  }

  @Test
  void isMeasuredUpToNowWhenAllOfTheTopicIsEvenIfTheStoreWaits() {
    cleaned("2026-02-26T12:00:00Z", "2026-02-26T15:00:00Z");
    connected(false);
    lag(0, 4);
    ends.put(0, 5L);
    measured(0, 5, "2026-02-26T15:00:00Z");
    assertThat(progress.measuredThrough(FEED)).isEqualTo("2026-02-26T19:31:00Z");
    ends.clear();
    assertThat(progress.measuredThrough(FEED)).isNull();
  }
}
