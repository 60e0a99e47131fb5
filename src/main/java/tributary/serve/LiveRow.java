package tributary.serve;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.PageCreate;

/**
 * A change or a page creation as the live stream shows it: the newest first in order, and turned
 * into JSON once, when it is first shown to anybody. Not for several threads.
 */
final class LiveRow implements Comparable<LiveRow> {
  private static final Comparator<LiveRow> ORDER =
      Comparator.comparing((LiveRow row) -> row.at)
          .reversed()
          .thenComparing(row -> row.id, Position.BY_CODE_POINT);

  private final Instant at;
  private final String id;
  private final Object row;
  private @Nullable String json;

  private LiveRow(Instant at, String id, Object row) {
    this.at = at;
    this.id = id;
    this.row = row;
  }

  static LiveRow of(Change change) {
    return new LiveRow(change.at(), change.eventId(), ChangeSummary.from(change));
  }

  static LiveRow of(PageCreate page) {
    return new LiveRow(page.createdAt(), page.eventId(), PageSummary.from(page));
  }

  /** Characters of the texts that their authors chose. */
  static int size(Change change) {
    return length(change.title()) + length(change.user()) + length(change.comment());
  }

  static int size(PageCreate page) {
    return length(page.pageTitle()) + length(page.userName()) + length(page.comment());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  String json() {
    String known = json;
    if (known == null) {
      known = Json.text(row);
      json = known;
    }
    return known;
  }

  @Override
  public int compareTo(LiveRow other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LiveRow row && compareTo(row) == 0;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
