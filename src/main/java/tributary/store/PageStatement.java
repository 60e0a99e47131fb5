package tributary.store;

import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.time.ZoneOffset;
import java.util.Objects;
import tributary.event.PageCreate;
import tributary.platform.Cassandra;

/** What the statements about one page have in common. */
abstract class PageStatement extends PreparedOnce {
  PageStatement(Cassandra cassandra, String cql) {
    super(cassandra, cql);
  }

  /**
   * The page as one frozen value. An unknown field stays unset inside it, which is no tombstone.
   */
  UdtValue summary(PageCreate page) {
    UserDefinedType type =
        (UserDefinedType)
            Objects.requireNonNull(prepared().getVariableDefinitions().get("page").getType());
    UdtValue value =
        type.newValue()
            .setLong("page_id", page.pageId())
            .setString("page_title", page.pageTitle())
            .setString("domain", page.domain())
            .setString("wiki", page.wiki())
            .setInstant("created_at", page.createdAt())
            .setString("event_id", page.eventId());
    if (page.namespace() != null) {
      value = value.setInt("namespace", page.namespace());
    }
    if (page.userId() != null) {
      value = value.setLong("user_id", page.userId());
    }
    if (page.userName() != null) {
      value = value.setString("user_name", page.userName());
    }
    if (page.userIsBot() != null) {
      value = value.setBoolean("user_is_bot", page.userIsBot());
    }
    if (page.revId() != null) {
      value = value.setLong("rev_id", page.revId());
    }
    if (page.comment() != null) {
      value = value.setString("comment", page.comment());
    }
    return value;
  }

  /** Five minutes of the hour: the second half of the partition key of pages_by_hour. */
  static byte slice(PageCreate page) {
    return (byte) (page.createdAt().atOffset(ZoneOffset.UTC).getMinute() / 5);
  }
}
