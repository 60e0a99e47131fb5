package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.List;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** By which records are these changes of a wiki shown? */
@Component
class SelectChangesById extends PreparedOnce {
  SelectChangesById(Cassandra cassandra) {
    super(
        cassandra,
        "SELECT change_key, at, event_id, replaceable FROM changes_by_id WHERE wiki = ? AND bucket = ? AND change_key IN ?");
  }

  BoundStatement of(String wiki, long bucket, List<String> changeKeys) {
    return bind(wiki, bucket, changeKeys);
  }
}
