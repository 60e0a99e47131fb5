package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Says that a record shows a change until one of the stream does. */
@Component
class InsertReplaceableChangesById extends PreparedOnce {
  InsertReplaceableChangesById(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_id (wiki, bucket, change_key, at, event_id, replaceable) VALUES (?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedChange change) {
    return bindEncoded(
        change.wiki(),
        change.bucketOfIdentity(),
        change.changeKey(),
        change.at(),
        change.eventId(),
        change.summary());
  }
}
