package tributary.store;

import static com.datastax.oss.driver.api.core.ProtocolVersion.DEFAULT;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tributary.event.EventTime;
import tributary.event.PageCreate;

/**
 * A page creation as the bytes that its rows are made of. They are made once and shared by all its
 * rows, because encoding a page anew for each of five tables was a third of the work of a batch.
 */
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
        Objects.requireNonNull(TypeCodecs.TINYINT.encode(PageStatement.slice(page), DEFAULT)),
        day(LocalDate.ofInstant(page.createdAt(), ZoneOffset.UTC)),
        text(page.eventId()),
        summary(page, type));
  }

  /**
   * The page as one frozen value: each field with its length in front, -1 for one that is not
   * known, which is no tombstone (native protocol v5, section 6.20).
   */
  private static ByteBuffer summary(PageCreate page, UserDefinedType type) {
    List<CqlIdentifier> names = type.getFieldNames();
    @Nullable ByteBuffer[] fields = new ByteBuffer[names.size()];
    int size = 0;
    for (int i = 0; i < fields.length; i++) {
      ByteBuffer field = field(page, names.get(i).asInternal());
      fields[i] = field;
      size += Integer.BYTES + (field == null ? 0 : field.remaining());
    }
    ByteBuffer value = ByteBuffer.allocate(size);
    for (ByteBuffer field : fields) {
      if (field == null) {
        value.putInt(-1);
      } else {
        value.putInt(field.remaining()).put(field);
      }
    }
    return value.flip();
  }

  private static @Nullable ByteBuffer field(PageCreate page, String name) {
    return switch (name) {
      case "page_id" -> number(page.pageId());
      case "page_title" -> text(page.pageTitle());
      case "domain" -> text(page.domain());
      case "wiki" -> text(page.wiki());
      case "namespace" ->
          page.namespace() == null ? null : TypeCodecs.INT.encode(page.namespace(), DEFAULT);
      case "user_id" -> page.userId() == null ? null : number(page.userId());
      case "user_name" -> page.userName() == null ? null : text(page.userName());
      case "user_is_bot" ->
          page.userIsBot() == null ? null : TypeCodecs.BOOLEAN.encode(page.userIsBot(), DEFAULT);
      case "created_at" -> time(page.createdAt());
      case "event_id" -> text(page.eventId());
      case "rev_id" -> page.revId() == null ? null : number(page.revId());
      case "comment" -> page.comment() == null ? null : text(page.comment());
      default -> null; // of a newer version than ours
    };
  }

  static ByteBuffer text(String text) {
    return Objects.requireNonNull(TypeCodecs.TEXT.encode(text, DEFAULT));
  }

  static ByteBuffer number(long number) {
    return Objects.requireNonNull(TypeCodecs.BIGINT.encode(number, DEFAULT));
  }

  private static ByteBuffer time(Instant time) {
    return Objects.requireNonNull(TypeCodecs.TIMESTAMP.encode(time, DEFAULT));
  }

  private static ByteBuffer day(LocalDate day) {
    return Objects.requireNonNull(TypeCodecs.DATE.encode(day, DEFAULT));
  }
}
