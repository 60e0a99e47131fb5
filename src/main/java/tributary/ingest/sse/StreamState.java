package tributary.ingest.sse;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.ingest.sse.StreamCounts.Totals;
import tributary.platform.RememberedKeys;

/**
 * What is known of one stream of a connection: the keys that are stored or under way, and the
 * position behind the last event before which nothing is missing. Guarded by {@link InFlight}.
 */
final class StreamState {
  /** A stream of ours is hardly ever silent for longer: a later beginning is the server's. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  private final String stream;
  private final RememberedKeys stored;
  private final Set<EventKey> underWay = new HashSet<>();
  private final ResumePoint resume;
  private final StreamCounts counts;
  private boolean followed;
  private @Nullable Instant askedSince;
  private long repeats;
  private long gaps;

  StreamState(String stream, int rememberedKeys, StreamCounts counts) {
    this.stream = stream;
    this.stored = new RememberedKeys(rememberedKeys);
    this.resume = new ResumePoint(stream);
    this.counts = counts;
    Totals before = counts.last(stream);
    this.repeats = before.repeats();
    this.gaps = before.gaps();
    this.followed = counts.followedFrom(stream) != null;
  }

  String stream() {
    return stream;
  }

  ResumePoint resume() {
    return resume;
  }

  boolean knows(EventKey key) {
    return underWay.contains(key) || stored.contains(key);
  }

  void begin(EventKey key) {
    underWay.add(key);
    counts.event(stream);
  }

  void forget(EventKey key) {
    underWay.remove(key);
  }

  void keep(EventKey key) {
    underWay.remove(key);
    stored.add(key, 0);
  }

  /** This event and all before it are stored. */
  void storedUpTo(@Nullable String id) {
    resume.stored(id);
    publish();
  }

  void repeated() {
    repeats++;
    publish();
  }

  /** Where the id tells no time, events are missing from about now. */
  void lost(OffsetGaps.Gap gap, Instant now) {
    Instant one = gap.from() < 0 ? now : Instant.ofEpochMilli(gap.from());
    Instant other = gap.to() < 0 ? now : Instant.ofEpochMilli(gap.to());
    gaps += gap.events();
    counts.lost(
        stream, one.isBefore(other) ? one : other, one.isBefore(other) ? other : one, gap.events());
    publish();
  }

  /** Whether it is known from when on the stream is followed. */
  boolean isFollowed() {
    return followed;
  }

  /** The server was asked for everything since then; it may have kept less. */
  void askedSince(Instant since) {
    askedSince = since;
  }

  /** The first event has come, and had this time in the source's log. */
  void followed(Instant first) {
    Instant asked = askedSince;
    if (asked != null && asked.isBefore(first) && !first.isAfter(asked.plus(QUIET))) {
      counts.follows(stream, asked);
    } else {
      counts.follows(stream, first);
    }
    followed = true;
  }

  private void publish() {
    counts.now(stream, new Totals(repeats, gaps), resume.text());
  }
}
