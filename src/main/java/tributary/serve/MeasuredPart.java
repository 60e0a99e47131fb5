package tributary.serve;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What of a summary a question needs; each is read from its own column. */
enum MeasuredPart {
  TOTALS,
  DISTINCTS,
  PAGES,
  EDITORS,
  /** The numbers of each minute; of a minute they follow from its totals. */
  SERIES;

  /** Their columns, for a statement. */
  static String columns(Set<MeasuredPart> parts) {
    return parts.stream().map(MeasuredPart::column).collect(Collectors.joining(", "));
  }

  /** The parts that a minute's row needs to have for these. */
  static Set<MeasuredPart> ofMinutes(Set<MeasuredPart> parts) {
    EnumSet<MeasuredPart> stored = EnumSet.copyOf(parts);
    if (stored.remove(SERIES)) {
      stored.add(TOTALS);
    }
    return stored;
  }

  byte[] of(Row row) {
    ByteBuffer buffer = Objects.requireNonNull(row.getByteBuffer(column()));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a request that needs it may hold many names in memory. */
  boolean isLarge() {
    return this == PAGES || this == EDITORS;
  }
}
