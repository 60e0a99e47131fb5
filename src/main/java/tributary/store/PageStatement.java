package tributary.store;

import java.time.ZoneOffset;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** What the statements about one page have in common. */
abstract class PageStatement extends PreparedOnce {
  PageStatement(Cassandra cassandra, String cql) {
    super(cassandra, cql);
  }

  /** Five minutes of the hour: the second half of the partition key of pages_by_hour. */
  static byte slice(PageCreate page) {
    return (byte) (page.createdAt().atOffset(ZoneOffset.UTC).getMinute() / 5);
  }
}
