package tributary.measure;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tributary.event.Topics;
import tributary.platform.LedgerEntry;

/**
 * How far one partition of the clean topic is counted, as absolute numbers.
 *
 * @param nextOffset first offset of the clean topic that is not counted yet
 * @param floor first minute (since 1970) that is in memory; older ones are counted from the store
 * @param measured changes that were counted, each once
 * @param known changes that came again
 * @param old changes of minutes that are counted from the store
 * @param early changes from the future, which come again when their time has come
 * @param newest largest event time, in milliseconds; {@link Long#MIN_VALUE} before the first
 * @param oldest smallest event time, in milliseconds; {@link Long#MAX_VALUE} before the first
 */
record Progress(
    long nextOffset,
    int floor,
    long measured,
    long known,
    long old,
    long early,
    long newest,
    long oldest) {
  static final Progress NONE =
      new Progress(0, Integer.MIN_VALUE, 0, 0, 0, 0, Long.MIN_VALUE, Long.MAX_VALUE);

  private static final int SIZE = 7 * Long.BYTES + Integer.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(SIZE)
        .putLong(nextOffset)
        .putInt(floor)
        .putLong(measured)
        .putLong(known)
        .putLong(old)
        .putLong(early)
        .putLong(newest)
        .putLong(oldest)
        .array();
  }

  /**
   * @throws IllegalArgumentException when the bytes are no progress
   */
  static Progress decode(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("Not a progress: " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Progress(
        in.getLong(),
        in.getInt(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  LedgerEntry entry(int partition) {
    return new LedgerEntry(
        "measure",
        Topics.RECENTCHANGE,
        Topics.RECENTCHANGE_CLEAN,
        partition,
        nextOffset,
        Map.of("measured", measured, "known", known, "old", old, "early", early),
        at(newest),
        at(oldest),
        null);
  }

  private static @Nullable Instant at(long time) {
    return time == Long.MIN_VALUE || time == Long.MAX_VALUE ? null : Instant.ofEpochMilli(time);
  }
}
