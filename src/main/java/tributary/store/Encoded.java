package tributary.store;

import static com.datastax.oss.driver.api.core.ProtocolVersion.DEFAULT;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values as the bytes that rows are made of. An event's are made once and shared by all its rows,
 * because encoding a page anew for each of five tables was a third of the work of a batch.
 */
final class Encoded {
  private Encoded() {}

  static ByteBuffer text(String text) {
    return Objects.requireNonNull(TypeCodecs.TEXT.encode(text, DEFAULT));
  }

  static ByteBuffer number(long number) {
    return Objects.requireNonNull(TypeCodecs.BIGINT.encode(number, DEFAULT));
  }

  static ByteBuffer small(byte number) {
    return Objects.requireNonNull(TypeCodecs.TINYINT.encode(number, DEFAULT));
  }

  static ByteBuffer time(Instant time) {
    return Objects.requireNonNull(TypeCodecs.TIMESTAMP.encode(time, DEFAULT));
  }

  static ByteBuffer day(LocalDate day) {
    return Objects.requireNonNull(TypeCodecs.DATE.encode(day, DEFAULT));
  }

  static @Nullable ByteBuffer textOrNone(@Nullable String text) {
    return text == null ? null : text(text);
  }

  static @Nullable ByteBuffer numberOrNone(@Nullable Long number) {
    return number == null ? null : number(number);
  }

  static @Nullable ByteBuffer intOrNone(@Nullable Integer number) {
    return number == null ? null : TypeCodecs.INT.encode(number, DEFAULT);
  }

  static @Nullable ByteBuffer flagOrNone(@Nullable Boolean flag) {
    return flag == null ? null : TypeCodecs.BOOLEAN.encode(flag, DEFAULT);
  }

  /**
   * One frozen value: each field with its length in front, -1 for one that is not known, which is
   * no tombstone (native protocol v5, section 6.20).
   *
   * @param field encodes the field of that name; null when it is not known
   */
  static ByteBuffer frozen(UserDefinedType type, Function<String, @Nullable ByteBuffer> field) {
    List<CqlIdentifier> names = type.getFieldNames();
    @Nullable ByteBuffer[] fields = new ByteBuffer[names.size()];
    int size = 0;
    for (int i = 0; i < fields.length; i++) {
      ByteBuffer value = field.apply(names.get(i).asInternal());
      fields[i] = value;
      size += Integer.BYTES + (value == null ? 0 : value.remaining());
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (ByteBuffer value : fields) {
      if (value == null) {
        all.putInt(-1);
      } else {
        all.putInt(value.remaining()).put(value);
      }
    }
    return all.flip();
  }
}
