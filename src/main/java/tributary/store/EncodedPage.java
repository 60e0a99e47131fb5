package tributary.store;

import static tributary.store.Encoded.flagOrNone;
import static tributary.store.Encoded.intOrNone;
import static tributary.store.Encoded.number;
import static tributary.store.Encoded.numberOrNone;
import static tributary.store.Encoded.text;
import static tributary.store.Encoded.textOrNone;
import static tributary.store.Encoded.time;

import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tributary.event.EventTime;
import tributary.event.PageCreate;

/** A page creation as the bytes that its rows are made of. */
record EncodedPage(
    ByteBuffer pageId,
    ByteBuffer wiki,
    ByteBuffer domain,
    ByteBuffer createdAt,
    ByteBuffer hour,
    ByteBuffer slice,
    ByteBuffer day,
    ByteBuffer eventId,
    ByteBuffer summary) {

  /**
   * @param type of the column {@code page}
   */
  static EncodedPage of(PageCreate page, UserDefinedType type) {
    return new EncodedPage(
        number(page.pageId()),
        text(page.wiki()),
        text(page.domain()),
        time(page.createdAt()),
        time(EventTime.hour(page.createdAt())),
        Encoded.small(PageStatement.slice(page)),
        Encoded.day(LocalDate.ofInstant(page.createdAt(), ZoneOffset.UTC)),
        text(page.eventId()),
        Encoded.frozen(type, name -> field(page, name)));
  }

  private static @Nullable ByteBuffer field(PageCreate page, String name) {
    return switch (name) {
      case "page_id" -> number(page.pageId());
      case "page_title" -> text(page.pageTitle());
      case "domain" -> text(page.domain());
      case "wiki" -> text(page.wiki());
      case "namespace" -> intOrNone(page.namespace());
      case "user_id" -> numberOrNone(page.userId());
      case "user_name" -> textOrNone(page.userName());
      case "user_is_bot" -> flagOrNone(page.userIsBot());
      case "created_at" -> time(page.createdAt());
      case "event_id" -> text(page.eventId());
      case "rev_id" -> numberOrNone(page.revId());
      case "comment" -> textOrNone(page.comment());
      default -> null; // of a newer version than ours
    };
  }
}
