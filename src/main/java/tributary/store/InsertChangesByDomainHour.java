package tributary.store;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;

/** Keeps a change under its domain and five minutes. */
@Component
class InsertChangesByDomainHour extends PreparedOnce {
  InsertChangesByDomainHour(Cassandra cassandra) {
    super(
        cassandra,
        "INSERT INTO changes_by_domain_hour (domain, hour, slice, at, wiki, change_key, change) VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  BoundStatement of(EncodedChange change) {
    return bindEncoded(
        change.domain(),
        change.hour(),
        change.sliceOfHour(),
        change.at(),
        change.wiki(),
        change.changeKey(),
        change.summary());
  }
}
