package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a change under its user and hour. */
@Component
class InsertChangesByUserHour extends PreparedOnce {
  InsertChangesByUserHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_user_hour (hour, bucket, user, at, wiki, change_key, change) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(byte bucket, ByteBuffer user, EncodedChange change) {
    return bindEncoded(
        change.hour(),
        Encoded.small(bucket),
        user,
        change.at(),
        change.wiki(),
        change.changeKey(),
        change.summary());
  }
}
