package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Which events of this page are known? */
@Component
class SelectPagesById extends PreparedOnce {
  SelectPagesById(Cassandra cassandra) {
    super(cassandra, "SELECT page FROM pages_by_id WHERE page_id = ? AND wiki = ?");
  }

  BoundStatement of(long pageId, String wiki) {
    return bind(pageId, wiki);
  }
}
