package tributary.report;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.event.UserKey;

/** What a recount needs of a stored page. */
record StoredPage(
    String domain,
    String wiki,
    @Nullable String user,
    @Nullable String userName,
    boolean bot,
    Instant createdAt,
    String eventId,
    String title,
    boolean superseded) {

  static StoredPage from(Row row) {
    UdtValue page = Objects.requireNonNull(row.getUdtValue("page"));
    Long id = page.isNull("user_id") ? null : Long.valueOf(page.getLong("user_id"));
    String name = page.getString("user_name");
    return new StoredPage(
        Objects.requireNonNull(page.getString("domain")),
        Objects.requireNonNull(page.getString("wiki")),
        UserKey.of(id, name),
        name,
        page.getBoolean("user_is_bot"),
        Objects.requireNonNull(page.getInstant("created_at")),
        Objects.requireNonNull(page.getString("event_id")),
        Objects.requireNonNull(page.getString("page_title")),
        row.getBoolean("superseded"));
  }
}
