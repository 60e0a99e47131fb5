package tributary.ingest.sse;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.ingest.sse.StreamId.Entry;
import tributary.ingest.sse.StreamId.Source;

/**
 * From where one stream must be read again so that nothing after its last stored event is missed.
 *
 * <p>The server begins at the first entry of a log whose time is not smaller than the one asked
 * for, and the times of a log are not sorted: resuming exactly at the last id loses events. Any
 * time not after the time of <em>some stored</em> event is safe, though: that event satisfies the
 * server's condition, so the first entry that does cannot stand behind it; and everything that is
 * not stored stands behind everything that is, because events are stored in the order of the log.
 * So the choice among the stored events' times is free, and only decides how much is repeated. We
 * take the smallest of the last 200 that lies near their median: neither one event of the year 2099
 * nor one that is years late moves it. The overlap below it costs repeats and buys safety against
 * stored events that overtook an unstored one.
 */
final class ResumePoint {
  private static final int KEPT = 200;
  private static final long NEAR_MILLIS = Duration.ofMinutes(15).toMillis();

  /**
   * How far back to go.
   *
   * @param overlap before the chosen event's time
   * @param closer how many connections in a row have ended within what they repeated. Then the
   *     newest time is chosen, and the overlap halved each time: a server that cuts soon must not
   *     keep us in the same place for ever.
   */
  record Reach(Instant now, Duration overlap, int closer) {
    Instant back() {
      return now.minus(overlap);
    }

    private long overlapMillis() {
      // An id says one millisecond more than the time of its event.
      return Math.max(1, overlap.toMillis() >> Math.min(closer, 62));
    }
  }

  private final String stream;
  private final Map<Source, Times> times = new HashMap<>();
  private @Nullable String text;
  private @Nullable StreamId id;

  ResumePoint(String stream) {
    this.stream = stream;
  }

  /** The event with this id is stored, and so is every event before it. */
  void stored(@Nullable String given) {
    if (given == null || given.equals(text)) {
      return;
    }
    StreamId parsed = StreamId.parse(given);
    if (parsed == null) {
      return;
    }
    text = given;
    id = parsed;
    for (Entry entry : own(parsed)) {
      if (entry.hasTimestamp()) {
        times.computeIfAbsent(entry.source(), source -> new Times()).add(entry.timestamp());
      }
    }
  }

  boolean isKnown() {
    return id != null;
  }

  /** The id of the last stored event as it came. */
  @Nullable String text() {
    return text;
  }

  /** What to ask of each of this stream's topic partitions; empty while nothing is stored. */
  List<Entry> entries(Reach reach) {
    if (id == null) {
      return List.of();
    }
    long active = time(reach).toEpochMilli();
    return own(id).stream().map(entry -> resumed(entry, active, reach)).toList();
  }

  private Entry resumed(Entry entry, long active, Reach reach) {
    Times own = times.get(entry.source());
    if (own != null) {
      return Entry.at(entry.topic(), entry.partition(), own.resume(reach));
    }
    // A real offset is what the server still owes us from there. "From the end" would skip what is
    // written before we are back: the quiet data centre may become the active one meanwhile.
    return entry.offset() >= 0 ? entry : Entry.at(entry.topic(), entry.partition(), active);
  }

  /** The time of the busiest topic from which to read again; now when nothing is stored. */
  Instant time(Reach reach) {
    StreamId known = id;
    long latest =
        known == null
            ? -1
            : own(known).stream()
                .map(entry -> times.get(entry.source()))
                .filter(Objects::nonNull)
                .mapToLong(own -> own.resume(reach))
                .max()
                .orElse(-1);
    return latest < 0 ? reach.back() : Instant.ofEpochMilli(latest);
  }

  /**
   * The names of this stream's topics, with {@code other} in place of its own name; null where a
   * topic is not named after its stream.
   */
  List<Source> sourcesNamedLike(String other) {
    return id == null
        ? List.of()
        : id.entries().stream()
            .filter(entry -> isOwn(entry.topic()))
            .map(
                entry ->
                    new Source(
                        entry.topic().substring(0, entry.topic().length() - stream.length())
                            + other,
                        entry.partition()))
            .toList();
  }

  /** The id of a shared connection holds the other streams' topics too; they go their own ways. */
  private List<Entry> own(StreamId all) {
    List<Entry> own = all.entries().stream().filter(entry -> isOwn(entry.topic())).toList();
    return own.isEmpty() ? all.entries() : own;
  }

  private boolean isOwn(String topic) {
    return topic.equals(stream) || topic.endsWith("." + stream);
  }

  /** The newest times of one topic partition, in a ring. */
  private static final class Times {
    private final long[] ring = new long[KEPT];
    private int added;
    private long last = -1;

    void add(long timestamp) {
      if (timestamp != last) {
        last = timestamp;
        ring[added++ % KEPT] = timestamp;
        if (added == 2 * KEPT) {
          added = KEPT;
        }
      }
    }

    long resume(Reach reach) {
      long[] sorted = Arrays.copyOf(ring, Math.min(added, KEPT));
      Arrays.sort(sorted);
      long median = sorted[sorted.length / 2];
      long near = reach.closer() > 0 ? sorted[0] : median;
      for (long time : sorted) {
        if (Math.abs(time - median) <= NEAR_MILLIS) {
          near = reach.closer() > 0 ? Math.max(near, time) : Math.min(near, time);
        }
      }
      return Math.max(0, Math.min(near, reach.now().toEpochMilli()) - reach.overlapMillis());
    }
  }
}
