package tributary.ingest.sse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tributary.ingest.sse.ResumePoint.Reach;
import tributary.ingest.sse.StreamId.Entry;
import tributary.ingest.sse.StreamId.Source;

/** Where a connection asks the server to begin. */
sealed interface StartPosition {
  /** With whatever comes next. */
  record Latest() implements StartPosition {}

  /** With everything from this instant on. */
  record Since(Instant instant) implements StartPosition {}

  /** With the topics and times of this {@code Last-Event-ID}. */
  record After(String lastEventId) implements StartPosition {}

  /**
   * Where one stream of the connection stands.
   *
   * @param wanted from when a stream without a saved position is to be read; null for the latest
   */
  record Standing(String stream, ResumePoint saved, @Nullable Instant wanted) {}

  /**
   * @param refused whether the server does not take the saved position: then all streams begin at
   *     the earliest time any of them needs
   */
  static StartPosition of(List<Standing> streams, Reach reach, boolean refused) {
    boolean anySaved = streams.stream().anyMatch(standing -> standing.saved().isKnown());
    if (!anySaved || refused) {
      return streams.stream()
          .map(standing -> beginning(standing, reach, anySaved))
          .filter(instant -> instant != null)
          .min(Instant::compareTo)
          .<StartPosition>map(Since::new)
          .orElseGet(Latest::new);
    }
    Map<Source, Entry> entries = new LinkedHashMap<>();
    for (Standing standing : streams) {
      for (Entry entry : entries(standing, streams, reach)) {
        entries.merge(entry.source(), entry, StartPosition::earlier);
      }
    }
    return new After(new StreamId(new ArrayList<>(entries.values())).toJson());
  }

  private static @Nullable Instant beginning(Standing standing, Reach reach, boolean othersSaved) {
    if (standing.saved().isKnown()) {
      return standing.saved().time(reach);
    }
    return standing.wanted() == null && othersSaved ? reach.back() : standing.wanted();
  }

  private static List<Entry> entries(Standing standing, List<Standing> all, Reach reach) {
    if (standing.saved().isKnown()) {
      return standing.saved().entries(reach);
    }
    // Topics that a Last-Event-ID leaves out are not sent at all, so this stream's must be named.
    Instant from = standing.wanted() == null ? reach.back() : standing.wanted();
    return all.stream()
        .flatMap(other -> other.saved().sourcesNamedLike(standing.stream()).stream())
        .distinct()
        .map(source -> Entry.at(source.topic(), source.partition(), from.toEpochMilli()))
        .toList();
  }

  private static Entry earlier(Entry one, Entry other) {
    if (one.hasTimestamp() && other.hasTimestamp()) {
      return one.timestamp() <= other.timestamp() ? one : other;
    }
    return one.hasTimestamp() ? other : one;
  }
}
