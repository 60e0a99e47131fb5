package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.FoldedText;
import tributary.event.TextSignature;
import tributary.event.Topics;
import tributary.platform.Cassandra;
import tributary.platform.StoreUnavailable;

/**
 * Keeps, beside the changes, what tells a search which ten seconds it need not read. Follows the
 * touches: what was written to after its signature was made gets a new one. Until then searches
 * read the changes themselves, so being late costs time and no result.
 */
@Component("textSignatures")
public class TextSignatures {
  private static final Logger LOG = LoggerFactory.getLogger(TextSignatures.class);
  private static final String CHANGES =
      "SELECT change, superseded FROM changes_by_minute WHERE minute = ? AND slice = ?";
  private static final String SIGNED =
      "SELECT minute, slice, version FROM signatures_by_hour WHERE hour = ?";
  private static final String SIGN =
      "INSERT INTO signatures_by_hour (hour, minute, slice, version, bits) VALUES (?, ?, ?, ?, ?)";
  private static final String SIGNED_HOURS =
      "SELECT hour, version FROM signed_hours_by_month WHERE month = ?";
  private static final String SIGN_HOUR =
      "INSERT INTO signed_hours_by_month (month, hour, version) VALUES (?, ?, ?)";

  private final Cassandra cassandra;
  private final TouchVersions touches;
  private final ChangeSettings settings;
  private final Map<Instant, String> signedMonths = new HashMap<>();

  TextSignatures(Cassandra cassandra, TouchVersions touches, ChangeSettings settings) {
    this.cassandra = cassandra;
    this.touches = touches;
    this.settings = settings;
  }

  /**
   * Makes what is due, the newest first, and leaves the rest of a long catch-up to the next wake.
   *
   * @throws StoreUnavailable when the store is away
   */
  public void renew() {
    if (!cassandra.connected()) {
      return;
    }
    int left = settings.signedHours();
    for (Map.Entry<Instant, String> month :
        touches.months(Topics.RECENTCHANGE).descendingMap().entrySet()) {
      if (!month.getValue().equals(signedMonths.get(month.getKey()))) {
        left = renew(month.getKey(), left);
        if (left <= 0) {
          return;
        }
        signedMonths.put(month.getKey(), month.getValue());
      }
    }
  }

  private int renew(Instant month, int most) {
    int left = most;
    Map<Instant, String> signed = new HashMap<>();
    for (Row row : execute(SIGNED_HOURS, month)) {
      signed.put(Objects.requireNonNull(row.getInstant("hour")), version(row));
    }
    for (Map.Entry<Instant, String> hour :
        touches.hours(Topics.RECENTCHANGE, month).descendingMap().entrySet()) {
      if (!hour.getValue().equals(signed.get(hour.getKey()))) {
        if (left-- <= 0) {
          return 0;
        }
        sign(hour.getKey());
        execute(SIGN_HOUR, month, hour.getKey(), hour.getValue());
      }
    }
    return Math.max(left, 1);
  }

  private void sign(Instant hour) {
    TreeMap<Slice, String> touched = touches.slices(hour);
    for (Row row : execute(SIGNED, hour)) {
      Slice slice =
          new Slice(Objects.requireNonNull(row.getInstant("minute")), row.getByte("slice"));
      touched.remove(slice, version(row));
    }
    touched.forEach(
        (slice, version) ->
            execute(
                SIGN, hour, slice.minute(), slice.number(), version, ByteBuffer.wrap(bits(slice))));
    LOG.atDebug().addKeyValue("hour", hour).addKeyValue("rows", touched.size()).log("Signed");
  }

  private byte[] bits(Slice slice) {
    TextSignature signature = new TextSignature();
    for (Row row : execute(CHANGES, slice.minute(), slice.number())) {
      UdtValue change = row.getUdtValue("change");
      if (change != null) {
        add(signature, change.getString("title"));
        add(signature, change.getString("user"));
        add(signature, change.getString("comment"));
      }
    }
    return signature.bits();
  }

  private static void add(TextSignature signature, @Nullable String text) {
    if (text != null) {
      signature.add(FoldedText.of(text));
    }
  }

  private static String version(Row row) {
    return Objects.requireNonNullElse(row.getString("version"), "");
  }

  /** All rows, page after page. */
  private Iterable<Row> execute(String cql, Object... values) {
    Statement<?> statement = cassandra.prepare(cql).bind(values);
    Iterator<Row> rows = guarded(() -> cassandra.session().execute(statement).iterator());
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return guarded(rows::hasNext);
          }

          @Override
          public Row next() {
            return guarded(rows::next);
          }
        };
  }

  private static <T> T guarded(Supplier<T> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      throw Cassandra.isOutage(e) ? new StoreUnavailable("The store does not answer", e) : e;
    }
  }
}
