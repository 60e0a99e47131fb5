package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** Reads {@code pages_by_id}: by wiki, the newest event of each first. */
@Component("servedPagesById")
class SelectPagesById {
  private static final String CQL =
      "SELECT wiki, created_at, event_id, page FROM pages_by_id WHERE page_id = ?";

  private final Reads reads;

  SelectPagesById(Reads reads) {
    this.reads = reads;
  }

  Iterator<Row> rows(long pageId, Deadline deadline) {
    return reads.rows(reads.start(CQL, 1000, pageId), deadline);
  }
}
