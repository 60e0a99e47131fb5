package tributary.serve;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import tributary.event.ChangePartitions;
import tributary.event.TextSignature;
import tributary.platform.HourVersions;

/**
 * The ten seconds in which a text may occur. A signature that was made before the newest row says
 * nothing, and its ten seconds are read; so the newest changes are found at once, and no change is
 * ever passed over.
 */
@Component
class SearchParts {
  private static final int SIGNATURES_A_PAGE = 120;
  private static final int ROWS_A_PAGE = 500;
  private static final String SIGNATURES =
      "SELECT minute, slice, version, bits FROM signatures_by_hour"
          + " WHERE hour = ? AND minute >= ? AND minute <= ?";

  private final Reads reads;
  private final ChangeParts parts;
  private final SelectTouchedSlices slices;

  SearchParts(Reads reads, ChangeParts parts, SelectTouchedSlices slices) {
    this.reads = reads;
    this.parts = parts;
    this.slices = slices;
  }

  /**
   * @param folded of at least two characters
   */
  Iterator<ChangePart> of(String folded, Range range, Deadline deadline) {
    int[] wanted = TextSignature.wanted(folded);
    return Mapped.flat(
        parts.hours(range, deadline), hour -> ofHour(hour, wanted, range, deadline).iterator());
  }

  private List<ChangePart> ofHour(Instant hour, int[] wanted, Range range, Deadline deadline) {
    Range within = ChangeParts.within(range, hour);
    CompletionStage<AsyncResultSet> signatures =
        reads.start(
            SIGNATURES,
            SIGNATURES_A_PAGE,
            hour,
            ChangePartitions.minute(within.from()),
            ChangePartitions.minute(within.to().minusMillis(1)));
    NavigableMap<ChangeSlice, Map<Integer, UUID>> touches = slices.of(hour, within, deadline);
    Set<ChangeSlice> without = new HashSet<>();
    for (Iterator<Row> rows = reads.rows(signatures, deadline); rows.hasNext(); ) {
      Row row = rows.next();
      ChangeSlice slice =
          new ChangeSlice(Objects.requireNonNull(row.getInstant("minute")), row.getByte("slice"));
      Map<Integer, UUID> touched = touches.get(slice);
      ByteBuffer bits = row.getByteBuffer("bits");
      if (touched != null
          && bits != null
          && HourVersions.version(touched).equals(row.getString("version"))
          && !TextSignature.mayContain(bits, wanted)) {
        without.add(slice);
      }
    }
    List<ChangePart> left = new ArrayList<>();
    left.add(ChangePart.nothingBefore(hour.plus(1, ChronoUnit.HOURS)));
    for (ChangeSlice slice : touches.keySet()) {
      if (!without.contains(slice)) {
        left.add(parts.slice(slice, range, ROWS_A_PAGE));
      }
    }
    return left;
  }
}
