package tributary.serve;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.platform.Ledger;
import tributary.platform.LedgerEntry;

/** What the stages of all instances have counted of a feed, added up over partitions. */
@Component
class FeedCounts {
  private static final String FILTERED = "filtered.";

  private final Supplier<Collection<LedgerEntry>> entries;

  @Autowired
  FeedCounts(Ledger ledger) {
    this(ledger::all);
  }

  FeedCounts(Supplier<Collection<LedgerEntry>> entries) {
    this.entries = entries;
  }

  /**
   * @param in events, each once; {@code in = clean + filtered + dead}
   * @param filtered by reason
   * @param repeats events that came again and were dropped
   * @param gaps holes that the source's own numbering showed
   * @param released events that came out of quarantine
   * @param stored events whose rows are durable
   * @param position where the source can be resumed, as the last record has it
   */
  record Counts(
      long in,
      long clean,
      Map<String, Long> filtered,
      long dead,
      long repeats,
      long gaps,
      long released,
      long stored,
      @Nullable Instant newestEventAt,
      @Nullable String position) {}

  /** Clean records that the measure stage has done with. */
  long measured(String feed) {
    return entries.get().stream()
        .filter(entry -> entry.stage().equals("measure") && entry.feed().equals(feed))
        .mapToLong(LedgerEntry::nextOffset)
        .sum();
  }

  Counts of(String feed) {
    long in = 0;
    long clean = 0;
    long dead = 0;
    long repeats = 0;
    long gaps = 0;
    long released = 0;
    long stored = 0;
    Map<String, Long> filtered = new TreeMap<>();
    Collection<LedgerEntry> all =
        entries.get().stream().filter(entry -> entry.feed().equals(feed)).toList();
    for (LedgerEntry entry : all) {
      in += entry.count("in");
      clean += entry.count("clean");
      dead += entry.count("dead");
      repeats += entry.count("repeats");
      gaps += entry.count("gaps");
      released += entry.count("released");
      stored += entry.count("stored");
      entry
          .counts()
          .forEach(
              (name, count) -> {
                if (name.startsWith(FILTERED)) {
                  filtered.merge(name.substring(FILTERED.length()), count, Long::sum);
                }
              });
    }
    LedgerEntry newest =
        all.stream()
            .filter(entry -> entry.stage().equals("clean"))
            .filter(entry -> entry.topic().equals(Topics.rawOf(feed)))
            .filter(entry -> entry.newestEventAt() != null)
            .max(Comparator.comparing(entry -> Objects.requireNonNull(entry.newestEventAt())))
            .orElse(null);
    return new Counts(
        in,
        clean,
        filtered,
        dead,
        repeats,
        gaps,
        released,
        stored,
        newest == null ? null : newest.newestEventAt(),
        newest == null ? null : newest.position());
  }
}
