package tributary.event.summary;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * How many different keys there are, in all and by domain, and how often each of them came. Exact
 * up to a limit; beyond it the keys with the smallest hashes stand for all, each with its true
 * count, so merging in any order gives the same sample (the theta sketch of Dasgupta, Lang, Rhodes
 * and Thaler, "A Framework for Estimating Stream Expression Cardinalities", 2016; ADR 0031). Not
 * for several threads.
 */
public final class Distinct {
  private static final int FORMAT = 1;
  private static final long ALL = Long.MAX_VALUE;

  private final SummaryLimits limits;
  private long[] hashes = new long[16];
  private long[] events = new long[16];
  private String[] domains = new String[16];
  private int size;

  /** Keys with a smaller hash are known, all of them; the others are not. */
  private long threshold = ALL;

  public Distinct(SummaryLimits limits) {
    this.limits = limits;
  }

  void add(long hash, String domain, long times) {
    if (hash >= threshold) {
      return;
    }
    int slot = slot(hash);
    if (hashes[slot] == hash) {
      events[slot] += times;
      return;
    }
    put(slot, hash, domain, times);
    if (size > limits.working()) {
      cut(limits.kept());
    } else if (size * 4 > hashes.length * 3) {
      resize(hashes.length * 2, threshold);
    }
  }

  public void merge(Distinct other) {
    if (other.threshold < threshold) {
      resize(hashes.length, other.threshold);
    }
    for (int slot = 0; slot < other.hashes.length; slot++) {
      if (other.hashes[slot] != 0) {
        add(other.hashes[slot], other.domains[slot], other.events[slot]);
      }
    }
  }

  /** How many there are. */
  public Estimate count() {
    return estimate(size);
  }

  /** How many there are on each domain. */
  public Map<String, Estimate> byDomain() {
    Map<String, Long> found = new HashMap<>();
    for (int slot = 0; slot < hashes.length; slot++) {
      if (hashes[slot] != 0) {
        found.merge(domains[slot], 1L, Long::sum);
      }
    }
    Map<String, Estimate> estimates = new HashMap<>();
    found.forEach((domain, keys) -> estimates.put(domain, estimate(keys)));
    return estimates;
  }

  /**
   * Gives the number of events of each key of the sample; {@link #share} says how many of all keys
   * that is.
   */
  public void forEachEvents(LongConsumer consumer) {
    for (int slot = 0; slot < hashes.length; slot++) {
      if (hashes[slot] != 0) {
        consumer.accept(events[slot]);
      }
    }
  }

  public boolean exact() {
    return threshold == ALL;
  }

  /** Which part of all keys is in the sample, by hash; 1 when exact. */
  public double share() {
    return exact() ? 1 : threshold / (double) ALL;
  }

  private Estimate estimate(long found) {
    return exact() ? Estimate.counted(found) : Estimate.sampled(found, share());
  }

  /** Equal contents give equal bytes. What is not exact is written as its smallest sample. */
  void encode(BlobWriter out) {
    if (size > limits.stored() || (!exact() && size > limits.kept())) {
      cut(limits.kept());
    }
    TreeMap<String, long[]> byDomain = new TreeMap<>();
    Map<String, Integer> filled = new HashMap<>();
    for (int slot = 0; slot < hashes.length; slot++) {
      if (hashes[slot] != 0) {
        filled.merge(domains[slot], 1, Integer::sum);
      }
    }
    filled.forEach((domain, keys) -> byDomain.put(domain, new long[keys]));
    for (int slot = 0; slot < hashes.length; slot++) {
      if (hashes[slot] != 0) {
        int place = filled.merge(domains[slot], -1, Integer::sum);
        Objects.requireNonNull(byDomain.get(domains[slot]))[place] = hashes[slot];
      }
    }
    out.full(threshold);
    out.number(byDomain.size());
    byDomain.forEach(
        (domain, keys) -> {
          Arrays.sort(keys);
          out.text(domain);
          out.number(keys.length);
          for (long hash : keys) {
            out.full(hash);
            out.number(events[slot(hash)]);
          }
        });
  }

  static Distinct decode(BlobReader in, SummaryLimits limits) {
    Distinct distinct = new Distinct(limits);
    distinct.threshold = in.full();
    for (int domains = in.count(); domains > 0; domains--) {
      String domain = in.text();
      for (int keys = in.count(); keys > 0; keys--) {
        distinct.add(in.full(), domain, in.number());
      }
    }
    return distinct;
  }

  /** Pages and editors, one behind the other. */
  public static byte[] encode(Distinct pages, Distinct editors) {
    BlobWriter out = new BlobWriter(FORMAT);
    pages.encode(out);
    editors.encode(out);
    return out.done();
  }

  /** The distinct pages and editors that {@link #encode(Distinct, Distinct)} wrote. */
  public record Both(Distinct pages, Distinct editors) {
    /**
     * @throws IllegalArgumentException when the bytes have another format
     */
    public static Both decode(byte[] encoded, SummaryLimits limits) {
      BlobReader in = new BlobReader(encoded, FORMAT);
      return new Both(Distinct.decode(in, limits), Distinct.decode(in, limits));
    }
  }

  /** Keeps the {@code keep} smallest hashes; the next one becomes the threshold. */
  void cut(int keep) {
    if (size <= keep) {
      return;
    }
    long[] sorted = Arrays.stream(hashes).filter(hash -> hash != 0).sorted().toArray();
    resize(hashes.length, sorted[keep]);
  }

  private void resize(int capacity, long below) {
    long[] oldHashes = hashes;
    long[] oldEvents = events;
    String[] oldDomains = domains;
    hashes = new long[capacity];
    events = new long[capacity];
    domains = new String[capacity];
    size = 0;
    threshold = below;
    for (int old = 0; old < oldHashes.length; old++) {
      if (oldHashes[old] != 0 && oldHashes[old] < below) {
        put(slot(oldHashes[old]), oldHashes[old], oldDomains[old], oldEvents[old]);
      }
    }
  }

  private void put(int slot, long hash, String domain, long times) {
    hashes[slot] = hash;
    events[slot] = times;
    domains[slot] = domain;
    size++;
  }

  /** Where the hash is, or would be. */
  private int slot(long hash) {
    int mask = hashes.length - 1;
    // a sample has small hashes only: its upper bits say nothing
    int slot = (int) hash & mask;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
