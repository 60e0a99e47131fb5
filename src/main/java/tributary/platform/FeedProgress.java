package tributary.platform;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
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

    /** Where a topic ends, by partition; empty when not known. */
    default Map<Integer, Long> ends(String topic) {
      return Map.of();
    }
  }

  private record Monitored(LagMonitor lags) implements Lags {
    @Override
    public Map<Integer, Long> byPartition(String group) {
      return lags.lagByPartition(group);
    }

    @Override
    public Map<Integer, Long> ends(String topic) {
      return lags.ends(topic);
    }
  }

  @Autowired
  FeedProgress(
      Ledger ledger, LagMonitor lags, FeedStatus status, ProgressSettings settings, Clock clock) {
    this(() -> List.copyOf(ledger.all()), new Monitored(lags), status, settings, clock);
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
    return doneThrough(feed, "store", lags.byPartition(LagMonitor.group("store", feed)));
  }

  /**
   * Everything of the feed before this time is in durable minutes; null when that cannot be said of
   * any time.
   */
  public @Nullable Instant measuredThrough(String feed) {
    return doneThrough(feed, "measure", measureLags(feed));
  }

  /** Clean records that are in no durable minute yet, by partition; empty when not known. */
  public Map<Integer, Long> measureLags(String feed) {
    List<LedgerEntry> all = entries.get();
    Map<Integer, Long> waiting = new HashMap<>(lags.ends(Topics.cleanOf(feed)));
    of(all, "measure", Topics.cleanOf(feed))
        .forEach(
            entry ->
                waiting.computeIfPresent(
                    entry.partition(), (partition, end) -> Math.max(0, end - entry.nextOffset())));
    return waiting;
  }

  private @Nullable Instant doneThrough(String feed, String stage, Map<Integer, Long> stageLag) {
    List<LedgerEntry> all = entries.get();
    Map<Integer, Long> cleanLag = lags.byPartition(LagMonitor.group("clean", feed));
    if (cleanLag.isEmpty() || stageLag.isEmpty()) {
      return null;
    }
    FeedStatus.Status now = status.of(feed);
    boolean nothingWaits =
        cleanLag.values().stream().allMatch(lag -> lag == 0)
            && stageLag.values().stream().allMatch(lag -> lag == 0);
    Instant known = knownByEvents(all, feed, stage, stageLag);
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
      List<LedgerEntry> all, String feed, String stage, Map<Integer, Long> stageLag) {
    Stream<@Nullable Instant> cleaned =
        of(all, "clean", Topics.rawOf(feed)).map(LedgerEntry::newestEventAt);
    Map<Integer, Instant> stored = new HashMap<>();
    of(all, stage, Topics.cleanOf(feed))
        .forEach(
            entry -> {
              if (entry.newestEventAt() != null) {
                stored.put(entry.partition(), entry.newestEventAt());
              }
            });
    boolean unknown =
        stageLag.entrySet().stream()
            .anyMatch(lag -> lag.getValue() > 0 && !stored.containsKey(lag.getKey()));
    if (unknown) {
      return null; // a partition of which nothing was done yet holds events of any time
    }
    Instant newest =
        Stream.concat(
                cleaned,
                stored.entrySet().stream()
                    .filter(entry -> stageLag.getOrDefault(entry.getKey(), 0L) > 0)
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
