package tributary.measure;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;

/**
 * What one partition has counted: the identities and the summary of every minute that can still
 * change here. Lives in memory; {@link #write} brings the state up to date with it, and from the
 * state alone it can be made anew. For one thread.
 */
final class MinuteState {
  /** Identities in one record of the state, so that a busy minute does not make a large one. */
  private static final int CHUNK = 8_192;

  private static final byte MINUTE = 'm';
  private static final byte IDENTITIES = 'i';
  private static final byte RECOUNT = 'r';
  private static final byte PROGRESS = 'p';

  private final KeyValueStore<byte[], byte[]> store;
  private final SummaryLimits limits;
  private final int openMinutes;
  private final int largestValue;
  private final IdentitySet known = new IdentitySet();
  private final TreeMap<Integer, Identities> minutes = new TreeMap<>();
  private final LinkedHashMap<Integer, Open> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Minutes of which the newest summary has not been sent, and recounts with the offset. */
  private final TreeSet<Integer> unsent = new TreeSet<>();

  private final TreeMap<Integer, Long> recounts = new TreeMap<>();
  private Progress progress = Progress.NONE;
  private boolean fresh = true;

  /** A minute that is held ready for counting. */
  private static final class Open {
    final Summary summary;
    boolean changed;

    Open(Summary summary) {
      this.summary = summary;
    }
  }

  /** The identities of a minute, and how many of them are in the state. */
  private static final class Identities {
    long[] hashes = new long[16];
    int size;
    int written;

    void add(long hash) {
      if (size == hashes.length) {
        hashes = java.util.Arrays.copyOf(hashes, size * 2);
      }
      hashes[size++] = hash;
    }
  }

  /**
   * @param largestValue bytes of a summary; a larger one loses those with fewest changes
   */
  MinuteState(
      KeyValueStore<byte[], byte[]> store,
      SummaryLimits limits,
      int openMinutes,
      int largestValue) {
    this.store = store;
    this.limits = limits;
    this.openMinutes = openMinutes;
    this.largestValue = largestValue;
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      all.forEachRemaining(this::restore);
    }
    // what was sent before the state was left is not known: absolute values may be sent again
    unsent.addAll(minutes.keySet());
  }

  private void restore(KeyValue<byte[], byte[]> entry) {
    fresh = false;
    ByteBuffer key = ByteBuffer.wrap(entry.key);
    switch (key.get()) {
      case PROGRESS -> progress = Progress.decode(entry.value);
      case RECOUNT -> recounts.put(key.getInt(), ByteBuffer.wrap(entry.value).getLong());
      case IDENTITIES -> {
        Identities identities = minutes.computeIfAbsent(key.getInt(), none -> new Identities());
        for (ByteBuffer in = ByteBuffer.wrap(entry.value); in.hasRemaining(); ) {
          long hash = in.getLong();
          identities.add(hash);
          known.add(hash);
        }
        identities.written = identities.size;
      }
      default -> {
        // summaries are read when they are needed
      }
    }
  }

  /** Whether there was no state to begin from. */
  boolean isFresh() {
    return fresh;
  }

  Progress progress() {
    return progress;
  }

  void progress(Progress now) {
    progress = now;
  }

  boolean knows(long identity) {
    return known.contains(identity);
  }

  /** Counts a change of a minute that is not below the floor. */
  void count(int minute, long identity, ChangeFacts change) {
    known.add(identity);
    minutes.computeIfAbsent(minute, none -> new Identities()).add(identity);
    Open counted = open(minute);
    counted.summary.add(change);
    counted.changed = true;
    unsent.add(minute);
  }

  /** The minute has to be counted from the store as it is when the offset is stored. */
  void recount(int minute, long offset) {
    recounts.put(minute, offset);
  }

  private Open open(int minute) {
    Open found = open.get(minute);
    if (found == null) {
      byte[] stored = store.get(key(MINUTE, minute, null));
      found =
          new Open(
              stored == null
                  ? new Summary(limits)
                  : Summary.decode(Summary.Parts.split(stored), limits));
      open.put(minute, found);
      if (open.size() > openMinutes) {
        Map.Entry<Integer, Open> eldest = open.entrySet().iterator().next();
        write(eldest.getKey(), eldest.getValue());
        open.remove(eldest.getKey());
      }
    }
    return found;
  }

  /** Brings the state up to date; afterwards it may be committed. */
  void write() {
    open.forEach(this::write);
    recounts.forEach(
        (minute, offset) ->
            store.put(
                key(RECOUNT, minute, null),
                ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
    store.put(new byte[] {PROGRESS}, progress.encode());
  }

  private void write(int minute, Open counted) {
    if (!counted.changed) {
      return;
    }
    store.put(key(MINUTE, minute, null), encoded(counted.summary));
    counted.changed = false;
    Identities identities = minutes.get(minute);
    while (identities != null && identities.written < identities.size) {
      int chunk = identities.written / CHUNK;
      int from = chunk * CHUNK;
      int to = Math.min(identities.size, from + CHUNK);
      ByteBuffer out = ByteBuffer.allocate((to - from) * Long.BYTES);
      for (int i = from; i < to; i++) {
        out.putLong(identities.hashes[i]);
      }
      store.put(key(IDENTITIES, minute, chunk), out.array());
      identities.written = to;
    }
  }

  private byte[] encoded(Summary summary) {
    byte[] bytes = summary.encode().joined();
    for (int keep = limits.stored() / 2; bytes.length > largestValue && keep > 1; keep /= 2) {
      summary.cut(keep);
      bytes = summary.encode().joined();
    }
    return bytes;
  }

  /** Writes, and hands out what has not been sent: summaries first, then recounts. */
  void send(SummarySink summaries, RecountSink askedFor) {
    write();
    for (int minute : unsent) {
      byte[] summary = store.get(key(MINUTE, minute, null));
      if (summary != null) {
        summaries.send(minute, summary);
      }
    }
    unsent.clear();
    recounts.forEach(askedFor::send);
    List<Integer> sent = new ArrayList<>(recounts.keySet());
    recounts.clear();
    sent.forEach(minute -> store.delete(key(RECOUNT, minute, null)));
  }

  /** Where summaries go. */
  interface SummarySink {
    void send(int minute, byte[] summary);
  }

  /** Where requests to count from the store go. */
  interface RecountSink {
    void send(int minute, long offset);
  }

  /**
   * Forgets the oldest minutes while there are too many changes, or they lie below {@code oldest};
   * never the two newest. Only after {@link #send}.
   *
   * @param forgotten is told each of them
   */
  void forget(int most, int oldest, Consumer<Integer> forgotten) {
    while (minutes.size() > 2 && (known.size() > most || minutes.firstKey() < oldest)) {
      Map.Entry<Integer, Identities> first = minutes.pollFirstEntry();
      int minute = first.getKey();
      Identities gone = first.getValue();
      for (int i = 0; i < gone.size; i++) {
        known.remove(gone.hashes[i]);
      }
      open.remove(minute);
      store.delete(key(MINUTE, minute, null));
      for (int chunk = 0; chunk * CHUNK < gone.size; chunk++) {
        store.delete(key(IDENTITIES, minute, chunk));
      }
      forgotten.accept(minute);
    }
  }

  /** The newest minute in memory; empty state has none. */
  @Nullable Integer newestMinute() {
    return minutes.isEmpty() ? null : minutes.lastKey();
  }

  private static byte[] key(byte kind, int minute, @Nullable Integer chunk) {
    ByteBuffer key = ByteBuffer.allocate(chunk == null ? 5 : 9).put(kind).putInt(minute);
    return (chunk == null ? key : key.putInt(chunk)).array();
  }
}
