package tributary.event.summary;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers with few keys, always exact. What a breakdown does not know is what is left of its
 * total, so every breakdown sums to its total by itself. Not for several threads.
 */
public final class Totals {
  private static final int FORMAT = 1;

  private long events;
  private long bytes;
  private long bots;
  private long humans;
  private long edits;
  private long newPages;
  private long minor;
  private long major;
  private long additions;
  private long additionsEvents;
  private long deletions;
  private long deletionsEvents;
  private final TreeMap<String, Long> types = new TreeMap<>();
  private final TreeMap<Integer, Long> namespaces = new TreeMap<>();
  private final Map<String, DomainCount> domains = new HashMap<>();

  /** What happened on one domain. */
  public static final class DomainCount {
    private long events;
    private long bytes;
    private long bots;
    private long newPages;

    public long events() {
      return events;
    }

    public long bytes() {
      return bytes;
    }

    /** Changes by bots. */
    public long bots() {
      return bots;
    }

    public long newPages() {
      return newPages;
    }

    private void add(long moreEvents, long moreBytes, long moreBots, long moreNewPages) {
      events += moreEvents;
      bytes += moreBytes;
      bots += moreBots;
      newPages += moreNewPages;
    }
  }

  public void add(ChangeFacts change) {
    long size = change.bytes();
    boolean newPage = change.newPage();
    boolean bot = Boolean.TRUE.equals(change.bot());
    events++;
    bytes += size;
    bots += bot ? 1 : 0;
    humans += Boolean.FALSE.equals(change.bot()) ? 1 : 0;
    edits += change.edit() ? 1 : 0;
    newPages += newPage ? 1 : 0;
    if ((newPage || change.edit()) && change.minor() != null) {
      minor += change.minor() ? 1 : 0;
      major += change.minor() ? 0 : 1;
    }
    addDifference(change.lengthDiff() == null ? 0 : change.lengthDiff());
    types.merge(change.type(), 1L, Long::sum);
    if (change.namespace() != null) {
      namespaces.merge(change.namespace(), 1L, Long::sum);
    }
    domain(change.domain()).add(1, size, bot ? 1 : 0, newPage ? 1 : 0);
  }

  private void addDifference(long difference) {
    if (difference > 0) {
      additions += difference;
      additionsEvents++;
    } else if (difference < 0) {
      deletions -= difference;
      deletionsEvents++;
    }
  }

  private DomainCount domain(String name) {
    return domains.computeIfAbsent(name, none -> new DomainCount());
  }

  public void merge(Totals other) {
    events += other.events;
    bytes += other.bytes;
    bots += other.bots;
    humans += other.humans;
    edits += other.edits;
    newPages += other.newPages;
    minor += other.minor;
    major += other.major;
    additions += other.additions;
    additionsEvents += other.additionsEvents;
    deletions += other.deletions;
    deletionsEvents += other.deletionsEvents;
    other.types.forEach((type, count) -> types.merge(type, count, Long::sum));
    other.namespaces.forEach((namespace, count) -> namespaces.merge(namespace, count, Long::sum));
    other.domains.forEach(
        (name, count) -> domain(name).add(count.events, count.bytes, count.bots, count.newPages));
  }

  /** Equal numbers give equal bytes. */
  public byte[] encode() {
    BlobWriter out = new BlobWriter(FORMAT);
    for (long number : numbers()) {
      out.number(number);
    }
    out.number(types.size());
    types.forEach(
        (type, count) -> {
          out.text(type);
          out.number(count);
        });
    out.number(namespaces.size());
    namespaces.forEach(
        (namespace, count) -> {
          out.signed(namespace);
          out.number(count);
        });
    out.number(domains.size());
    new TreeMap<>(domains)
        .forEach(
            (name, count) -> {
              out.text(name);
              out.number(count.events);
              out.number(count.bytes);
              out.number(count.bots);
              out.number(count.newPages);
            });
    return out.done();
  }

  private long[] numbers() {
    return new long[] {
      events,
      bytes,
      bots,
      humans,
      edits,
      newPages,
      minor,
      major,
      additions,
      additionsEvents,
      deletions,
      deletionsEvents
    };
  }

  /**
   * @throws IllegalArgumentException when the bytes have another format
   */
  public static Totals decode(byte[] encoded) {
    BlobReader in = new BlobReader(encoded, FORMAT);
    Totals totals = new Totals();
    totals.events = in.number();
    totals.bytes = in.number();
    totals.bots = in.number();
    totals.humans = in.number();
    totals.edits = in.number();
    totals.newPages = in.number();
    totals.minor = in.number();
    totals.major = in.number();
    totals.additions = in.number();
    totals.additionsEvents = in.number();
    totals.deletions = in.number();
    totals.deletionsEvents = in.number();
    for (int i = in.count(); i > 0; i--) {
      totals.types.put(in.text(), in.number());
    }
    for (int i = in.count(); i > 0; i--) {
      totals.namespaces.put((int) in.signed(), in.number());
    }
    for (int i = in.count(); i > 0; i--) {
      totals.domain(in.text()).add(in.number(), in.number(), in.number(), in.number());
    }
    return totals;
  }

  public long events() {
    return events;
  }

  /** Sum of the sizes of changes, whichever their sign. */
  public long bytes() {
    return bytes;
  }

  public long bots() {
    return bots;
  }

  public long humans() {
    return humans;
  }

  /** Changes that do not say whether a bot made them. */
  public long neitherBotNorHuman() {
    return events - bots - humans;
  }

  public long edits() {
    return edits;
  }

  public long newPages() {
    return newPages;
  }

  public long minor() {
    return minor;
  }

  public long major() {
    return major;
  }

  /** Edits and creations that do not say whether they are minor. */
  public long neitherMinorNorMajor() {
    return edits + newPages - minor - major;
  }

  /** Bytes. */
  public long additions() {
    return additions;
  }

  public long additionsEvents() {
    return additionsEvents;
  }

  /** Bytes, not negative. */
  public long deletions() {
    return deletions;
  }

  public long deletionsEvents() {
    return deletionsEvents;
  }

  /** Bytes; the sum of the signed differences. */
  public long net() {
    return additions - deletions;
  }

  /** Changes that neither add nor take away, or do not say. */
  public long neutralEvents() {
    return events - additionsEvents - deletionsEvents;
  }

  public SortedMap<String, Long> types() {
    return Collections.unmodifiableSortedMap(types);
  }

  /** Changes with a namespace, by it. */
  public SortedMap<Integer, Long> namespaces() {
    return Collections.unmodifiableSortedMap(namespaces);
  }

  public long withoutNamespace() {
    return events - namespaces.values().stream().mapToLong(Long::longValue).sum();
  }

  public Map<String, DomainCount> domains() {
    return Collections.unmodifiableMap(domains);
  }
}
