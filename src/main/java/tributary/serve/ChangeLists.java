package tributary.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tributary.event.FoldedText;

/** Lists of changes, newest first: by what they are, or by a text in them. */
@Component("changeLists")
class ChangeLists {
  private static final int LIMIT = 100;
  private static final int SHORTEST_TEXT = 2;
  private static final Duration NEWEST = Duration.ofHours(24);

  private final Reads reads;
  private final ChangeWalk walk;
  private final ChangeParts parts;
  private final SearchParts searchParts;
  private final Clock clock;

  ChangeLists(
      Reads reads, ChangeWalk walk, ChangeParts parts, SearchParts searchParts, Clock clock) {
    this.reads = reads;
    this.walk = walk;
    this.parts = parts;
    this.searchParts = searchParts;
    this.clock = clock;
  }

  /** Those that the filters let through; without a range of the newest 24 hours. */
  public Answer list(ApiRequest request) {
    ChangeFilter filter = ChangeFilter.of(request);
    int limit = request.limit(LIMIT);
    ChangeWalk.Rest rest = rest(request);
    Deadline deadline = reads.deadline();
    Iterator<ChangePart> way = parts.of(filter, rest.times(), limit + 1, deadline);
    return answer(request, walk.collect(rest, way, limit, filter, deadline));
  }

  /** Those with a text in title, user or comment; without a range of the newest 24 hours. */
  public Answer search(ApiRequest request) {
    String text = request.query().get("q");
    String folded = text == null ? "" : FoldedText.of(text);
    if (text == null || folded.codePointCount(0, folded.length()) < SHORTEST_TEXT) {
      throw Refusal.parameter(
          "q",
          text == null ? "There is nothing to search for" : "The text is too short",
          "a text of at least " + SHORTEST_TEXT + " characters that are no combining marks");
    }
    int limit = request.limit(LIMIT);
    ChangeWalk.Rest rest = rest(request);
    Deadline deadline = reads.deadline();
    Iterator<ChangePart> way = searchParts.of(folded, rest.times(), deadline);
    return answer(
        request, walk.collect(rest, way, limit, change -> change.contains(folded), deadline));
  }

  private ChangeWalk.Rest rest(ApiRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant to = request.instant("to");
    Duration lookback = Lookback.of(request);
    Duration back = lookback == null ? NEWEST : lookback;
    Range asked = request.range((to == null ? now : to).minus(back), Range.END);
    ChangeCursor cursor = Cursor.read(request, ChangeCursor.class);
    return cursor == null ? new ChangeWalk.Rest(asked, null) : cursor.rest();
  }

  private static Answer answer(ApiRequest request, ChangeWalk.Found found) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("changes", found.changes());
    String cursor = found.next() == null ? null : Cursor.of(request, ChangeCursor.of(found.next()));
    if (cursor != null) {
      body.put("next_cursor", cursor);
    }
    return Answer.of(body, () -> ChangeSummary.table(found.changes())).next(cursor);
  }
}
