package tributary.serve;

import java.time.Instant;

/** What the cursor of a list of pages holds: where it stands, and the range as it began. */
record PageCursor(long at, String wiki, long pageId, String eventId, long from, long to) {

  static PageCursor of(Position position, Range range) {
    return new PageCursor(
        position.createdAt().toEpochMilli(),
        position.wiki(),
        position.pageId(),
        position.eventId(),
        range.from().toEpochMilli(),
        range.to().toEpochMilli());
  }

  Position position() {
    return new Position(Instant.ofEpochMilli(at), wiki, pageId, eventId);
  }

  Range range() {
    return new Range(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to));
  }
}
