package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says which record shows a change. */
@Component
class InsertChangesById extends PreparedOnce {
  InsertChangesById(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_id (wiki, bucket, change_key, at, event_id) VALUES (?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedChange change) {
    return bindEncoded(
        change.wiki(),
        change.bucketOfIdentity(),
        change.changeKey(),
        change.at(),
        change.eventId());
  }
}
