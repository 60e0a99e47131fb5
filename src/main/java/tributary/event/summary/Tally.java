package tributary.event.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tributary.event.CodePointOrder;

/**
 * Changes by page or by editor. Exact up to a limit; beyond it those with most changes stay, and
 * every row says how many changes it may have missed. Not for several threads.
 */
public final class Tally {
  private static final int FORMAT = 1;
  private static final int BOT = 2;
  private static final int HUMAN = 1;
  private static final int WITH_NEW_PAGES = 4;
  private static final int WITH_ERROR = 8;

  private final SummaryLimits limits;
  private final Map<Key, Count> counts = new HashMap<>();

  /** What a key that is not here may have had at most; 0 when exact. */
  private long dropped;

  public Tally(SummaryLimits limits) {
    this.limits = limits;
  }

  /**
   * @param name title of the page, or name of the user
   * @param bot of an editor: null when it is not known; of a page always null
   * @param error how many changes beyond {@code events} there may have been; 0 when exact
   */
  public record Row(
      String domain,
      String name,
      @Nullable Boolean bot,
      long events,
      long bytes,
      long newPages,
      long error) {
    /** Most events first, then domain, name, and humans before bots. */
    public static final Comparator<Row> ORDER =
        Comparator.comparingLong(Row::events)
            .reversed()
            .thenComparing(Row::domain, CodePointOrder.INSTANCE)
            .thenComparing(Row::name, CodePointOrder.INSTANCE)
            .thenComparing(row -> kind(row.bot()));
  }

  private record Key(String domain, String name, int kind) {
    @Override
    public int hashCode() {
      return (domain.hashCode() * 31 + name.hashCode()) * 31 + kind;
    }
  }

  private static final class Count {
    final long hash;
    long events;
    long bytes;
    long newPages;
    long error;

    Count(long hash, long error) {
      this.hash = hash;
      this.error = error;
    }
  }

  /** Counts one change, and gives the hash of its key without {@code bot}. */
  long add(String domain, String name, @Nullable Boolean bot, long bytes, boolean newPage) {
    Count count = count(new Key(domain, name, kind(bot)));
    count.events++;
    count.bytes += bytes;
    count.newPages += newPage ? 1 : 0;
    return count.hash;
  }

  private Count count(Key key) {
    Count count = counts.get(key);
    if (count == null) {
      if (counts.size() >= limits.working()) {
        cut(limits.kept());
      }
      count = new Count(KeyHash.of(key.domain(), key.name()), dropped);
      counts.put(key, count);
    }
    return count;
  }

  public void merge(Tally other) {
    if (other.dropped > 0) {
      counts.forEach(
          (key, count) -> {
            if (!other.counts.containsKey(key)) {
              count.error += other.dropped;
            }
          });
    }
    long before = dropped;
    for (Map.Entry<Key, Count> entry : other.counts.entrySet()) {
      Count more = entry.getValue();
      Count count = counts.get(entry.getKey());
      if (count == null) {
        count = new Count(more.hash, before);
        counts.put(entry.getKey(), count);
      }
      count.events += more.events;
      count.bytes += more.bytes;
      count.newPages += more.newPages;
      count.error += more.error;
    }
    dropped += other.dropped;
    if (counts.size() > limits.working()) {
      cut(limits.kept());
    }
  }

  /** Everything that is known, unordered. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>(counts.size());
    counts.forEach((key, count) -> rows.add(row(key, count)));
    return rows;
  }

  /** The {@code most} rows with most events, in their order. */
  public List<Row> top(int most) {
    List<Map.Entry<Key, Count>> largest = new ArrayList<>();
    long least = leastOfTop(most);
    for (Map.Entry<Key, Count> entry : counts.entrySet()) {
      if (entry.getValue().events >= least) {
        largest.add(entry);
      }
    }
    return largest.stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .sorted(Row.ORDER)
        .limit(most)
        .toList();
  }

  /** Events of the last of the top: rows with fewer cannot be among them. */
  private long leastOfTop(int most) {
    if (counts.size() <= most) {
      return 0;
    }
    long[] events = counts.values().stream().mapToLong(count -> count.events).sorted().toArray();
    return events[Math.max(0, events.length - Math.max(1, most))];
  }

  public boolean exact() {
    return dropped == 0;
  }

  /** What a key that has no row may have had at most; 0 when exact. */
  public long error() {
    return dropped;
  }

  public int size() {
    return counts.size();
  }

  /** Keeps the {@code keep} rows with most events. */
  void cut(int keep) {
    if (counts.size() <= keep) {
      return;
    }
    List<Row> gone = rows();
    gone.sort(Row.ORDER);
    for (Row row : gone.subList(keep, gone.size())) {
      counts.remove(new Key(row.domain(), row.name(), kind(row.bot())));
      dropped = Math.max(dropped, row.events() + row.error());
    }
  }

  /** Equal contents give equal bytes. More keys than are stored whole are cut for good. */
  public byte[] encode() {
    if (counts.size() > limits.stored() || (!exact() && counts.size() > limits.kept())) {
      cut(limits.kept());
    }
    TreeMap<String, List<Key>> byDomain = new TreeMap<>();
    for (Key key : counts.keySet()) {
      byDomain.computeIfAbsent(key.domain(), none -> new ArrayList<>()).add(key);
    }
    BlobWriter out = new BlobWriter(FORMAT);
    out.number(dropped);
    out.number(byDomain.size());
    byDomain.forEach(
        (domain, keys) -> {
          keys.sort(Comparator.comparing(Key::name).thenComparing(Key::kind));
          out.text(domain);
          out.number(keys.size());
          keys.forEach(key -> encode(key, Objects.requireNonNull(counts.get(key)), out));
        });
    return out.done();
  }

  private static void encode(Key key, Count count, BlobWriter out) {
    out.text(key.name());
    out.octet(
        key.kind()
            | (count.newPages > 0 ? WITH_NEW_PAGES : 0)
            | (count.error > 0 ? WITH_ERROR : 0));
    out.number(count.events);
    out.number(count.bytes);
    if (count.newPages > 0) {
      out.number(count.newPages);
    }
    if (count.error > 0) {
      out.number(count.error);
    }
  }

  /**
   * @throws IllegalArgumentException when the bytes have another format
   */
  public static Tally decode(byte[] encoded, SummaryLimits limits) {
    BlobReader in = new BlobReader(encoded, FORMAT);
    Tally tally = new Tally(limits);
    tally.dropped = in.number();
    for (int domains = in.count(); domains > 0; domains--) {
      String domain = in.text();
      for (int keys = in.count(); keys > 0; keys--) {
        String name = in.text();
        int flags = in.octet();
        Count count = new Count(KeyHash.of(domain, name), 0);
        count.events = in.number();
        count.bytes = in.number();
        count.newPages = (flags & WITH_NEW_PAGES) == 0 ? 0 : in.number();
        count.error = (flags & WITH_ERROR) == 0 ? 0 : in.number();
        tally.counts.put(new Key(domain, name, flags & (HUMAN | BOT)), count);
      }
    }
    return tally;
  }

  private static Row row(Key key, Count count) {
    return new Row(
        key.domain(),
        key.name(),
        key.kind() == 0 ? null : key.kind() == BOT,
        count.events,
        count.bytes,
        count.newPages,
        count.error);
  }

  private static int kind(@Nullable Boolean bot) {
    return bot == null ? 0 : bot ? BOT : HUMAN;
  }
}
