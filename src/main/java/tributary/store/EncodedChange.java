package tributary.store;

import static tributary.store.Encoded.flagOrNone;
import static tributary.store.Encoded.intOrNone;
import static tributary.store.Encoded.number;
import static tributary.store.Encoded.numberOrNone;
import static tributary.store.Encoded.small;
import static tributary.store.Encoded.text;
import static tributary.store.Encoded.textOrNone;
import static tributary.store.Encoded.time;

import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.ChangePartitions;
import tributary.event.EventTime;

/**
 * A change as the bytes that its rows are made of.
 *
 * @param user null where it is hidden
 * @param title null where there is none
 */
record EncodedChange(
    Change change,
    ByteBuffer at,
    ByteBuffer minute,
    ByteBuffer sliceOfMinute,
    ByteBuffer hour,
    ByteBuffer sliceOfHour,
    ByteBuffer domain,
    ByteBuffer wiki,
    ByteBuffer changeKey,
    ByteBuffer bucketOfIdentity,
    ByteBuffer eventId,
    @Nullable ByteBuffer user,
    @Nullable ByteBuffer title,
    ByteBuffer summary) {

  /**
   * @param type of the column {@code change}
   */
  static EncodedChange of(Change change, UserDefinedType type) {
    return new EncodedChange(
        change,
        time(change.at()),
        time(ChangePartitions.minute(change.at())),
        small(ChangePartitions.sliceOfMinute(change.at())),
        time(EventTime.hour(change.at())),
        small(ChangePartitions.sliceOfHour(change.at())),
        text(change.domain()),
        text(change.wiki()),
        text(change.changeKey()),
        number(ChangePartitions.bucketOfIdentity(change)),
        text(change.eventId()),
        textOrNone(change.user()),
        textOrNone(change.title()),
        Encoded.frozen(type, name -> field(change, name)));
  }

  private static @Nullable ByteBuffer field(Change change, String name) {
    return switch (name) {
      case "event_id" -> text(change.eventId());
      case "rcid" -> numberOrNone(change.rcid());
      case "wiki" -> text(change.wiki());
      case "domain" -> text(change.domain());
      case "type" -> text(change.type());
      case "namespace" -> intOrNone(change.namespace());
      case "title" -> textOrNone(change.title());
      case "user" -> textOrNone(change.user());
      case "comment" -> textOrNone(change.comment());
      case "is_bot" -> flagOrNone(change.isBot());
      case "is_minor" -> flagOrNone(change.isMinor());
      case "length_diff" -> numberOrNone(change.lengthDiff());
      case "language" -> textOrNone(change.language());
      case "project" -> text(change.project());
      case "at" -> time(change.at());
      case "rev_id" -> numberOrNone(change.revId());
      case "log_type" -> textOrNone(change.logType());
      case "log_action" -> textOrNone(change.logAction());
      case "feed" -> text(change.feed());
      default -> null; // of a newer version than ours
    };
  }
}
