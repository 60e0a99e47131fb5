package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.List;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Which events of these pages of a wiki are known? */
@Component
class SelectPagesById extends PreparedOnce {
  SelectPagesById(Cassandra cassandra) {
    super(cassandra, "SELECT page FROM pages_by_id WHERE page_id IN ? AND wiki = ?");
  }

  BoundStatement of(List<Long> pageIds, String wiki) {
    return bind(pageIds, wiki);
  }
}
