package tributary.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tributary.event.Topics;

/**
 * Which stretch of a feed's event time is known to be stored: from the first event on, up to a time
 * before which nothing is on its way any more.
 */
@Component
public class FeedProgress {
  private final Supplier<List<LedgerEntry>> entries;
  private final Lags lags;
  private final FeedStatus status;
  private final ProgressSettings settings;
  private final Clock clock;

  /** What waits for a group, by partition; empty when not known. */
  interface Lags {
    Map<Integer, Long> byPartition(String group);
  }

  @Autowired
  FeedProgress(
      Ledger ledger, LagMonitor lags, FeedStatus status, ProgressSettings settings, Clock clock) {
    this(() -> List.copyOf(ledger.all()), lags::lagByPartition, status, settings, clock);
  }

  FeedProgress(
      Supplier<List<LedgerEntry>> entries,
      Lags lags,
      FeedStatus status,
      ProgressSettings settings,
      Clock clock) {
    this.entries = entries;
    this.lags = lags;
    this.status = status;
    this.settings = settings;
    this.clock = clock;
  }

  /** Where events of the feed are known to be missing. */
  public List<FeedGap> gaps(String feed) {
    return FeedGap.of(entries.get(), feed);
  }

  /** From when on the feed was followed; null before its first event. */
  public @Nullable Instant coverageStart(String feed) {
    List<LedgerEntry> all = entries.get();
    Instant ingest = oldest(of(all, "ingest", Topics.rawOf(feed)));
    return ingest != null ? ingest : oldest(of(all, "clean", Topics.rawOf(feed)));
  }

  /**
   * Everything of the feed before this time is stored; null when that cannot be said of any time.
   */
  public @Nullable Instant storedThrough(String feed) {
    List<LedgerEntry> all = entries.get();
    Map<Integer, Long> cleanLag = lags.byPartition(LagMonitor.group("clean", feed));
    Map<Integer, Long> storeLag = lags.byPartition(LagMonitor.group("store", feed));
    if (cleanLag.isEmpty() || storeLag.isEmpty()) {
      return null;
    }
    FeedStatus.Status now = status.of(feed);
    boolean nothingWaits =
        cleanLag.values().stream().allMatch(lag -> lag == 0)
            && storeLag.values().stream().allMatch(lag -> lag == 0);
    Instant known = knownByEvents(all, feed, storeLag);
    if (nothingWaits
        && now.connection() == FeedStatus.Connection.CONNECTED
        && !now.behind()
        && known != null) {
      Instant live = clock.instant().minus(settings.grace());
      return live.isAfter(known) ? live : known;
    }
    return known;
  }

  private @Nullable Instant knownByEvents(
      List<LedgerEntry> all, String feed, Map<Integer, Long> storeLag) {
    Stream<@Nullable Instant> cleaned =
        of(all, "clean", Topics.rawOf(feed)).map(LedgerEntry::newestEventAt);
    Map<Integer, Instant> stored = new java.util.HashMap<>();
    of(all, "store", Topics.cleanOf(feed))
        .forEach(
            entry -> {
              if (entry.newestEventAt() != null) {
                stored.put(entry.partition(), entry.newestEventAt());
              }
            });
    boolean unknown =
        storeLag.entrySet().stream()
            .anyMatch(lag -> lag.getValue() > 0 && !stored.containsKey(lag.getKey()));
    if (unknown) {
      return null; // a partition of which nothing was stored yet holds events of any time
    }
    Instant newest =
        Stream.concat(
                cleaned,
                stored.entrySet().stream()
                    .filter(entry -> storeLag.getOrDefault(entry.getKey(), 0L) > 0)
                    .map(Map.Entry::getValue))
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    // events come a little out of order
    return newest == null ? null : newest.minus(settings.grace());
  }

  private static Stream<LedgerEntry> of(List<LedgerEntry> all, String stage, String topic) {
    return all.stream().filter(entry -> entry.stage().equals(stage) && entry.topic().equals(topic));
  }

  private static @Nullable Instant oldest(Stream<LedgerEntry> entries) {
    return entries
        .map(LedgerEntry::oldestEventAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
