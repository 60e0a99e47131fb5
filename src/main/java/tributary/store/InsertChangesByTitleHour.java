package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a change under its title and hour. */
@Component
class InsertChangesByTitleHour extends PreparedOnce {
  InsertChangesByTitleHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_title_hour (hour, bucket, title, at, wiki, change_key, change) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(byte bucket, ByteBuffer title, EncodedChange change) {
    return bindEncoded(
        change.hour(),
        Encoded.small(bucket),
        title,
        change.at(),
        change.wiki(),
        change.changeKey(),
        change.summary());
  }
}
