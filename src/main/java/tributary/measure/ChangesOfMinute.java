package tributary.measure;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tributary.event.summary.ChangeFacts;

/** The stored changes of a minute, each once: what a recount goes by. */
@Component
class ChangesOfMinute {
  private static final int SLICES = 6;
  private static final String SELECT =
      "SELECT wiki, change_key, change, superseded FROM changes_by_minute"
          + " WHERE minute = ? AND slice = ?";

  private final Requests requests;

  ChangesOfMinute(Requests requests) {
    this.requests = requests;
  }

  /** Takes one stored change. */
  interface Taker {
    void take(String identity, ChangeFacts change);
  }

  void ofMinute(Instant minute, Taker taker) {
    for (int slice = 0; slice < SLICES; slice++) {
      requests.each(
          requests.bind(SELECT, minute, (byte) slice),
          row -> {
            if (row.isNull("superseded") || !row.getBoolean("superseded")) {
              taker.take(
                  text(row.getString("wiki")) + ":" + text(row.getString("change_key")),
                  facts(row));
            }
          });
    }
  }

  private static ChangeFacts facts(Row row) {
    UdtValue change = Objects.requireNonNull(row.getUdtValue("change"));
    return new ChangeFacts(
        text(change.getString("domain")),
        text(change.getString("type")),
        change.isNull("namespace") ? null : change.getInt("namespace"),
        change.getString("title"),
        change.getString("user"),
        flag(change, "is_bot"),
        flag(change, "is_minor"),
        change.isNull("length_diff") ? null : change.getLong("length_diff"));
  }

  private static @Nullable Boolean flag(UdtValue change, String name) {
    return change.isNull(name) ? null : change.getBoolean(name);
  }

  private static String text(@Nullable String value) {
    return Objects.requireNonNull(value);
  }

  /** The partition of the clean topic that a change is in: as Kafka's own producer chooses it. */
  static int partition(String identity, int partitions) {
    byte[] key = identity.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
