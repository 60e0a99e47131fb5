package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a change under its ten seconds. */
@Component
class InsertChangesByMinute extends PreparedOnce {
  InsertChangesByMinute(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_minute (minute, slice, at, wiki, change_key, change) VALUES (?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedChange change) {
    return bindEncoded(
        change.minute(),
        change.sliceOfMinute(),
        change.at(),
        change.wiki(),
        change.changeKey(),
        change.summary());
  }

  /** Type of the column {@code change}, in all tables. */
  UserDefinedType summaryType() {
    return (UserDefinedType)
        Objects.requireNonNull(prepared().getVariableDefinitions().get("change").getType());
  }
}
