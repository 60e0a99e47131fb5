package tributary.store;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangePartitions;
import tributary.platform.StoreUnavailable;

/** Says by which records changes are shown already. */
@Component
class StoredChanges {
  private static final Logger LOG = LoggerFactory.getLogger(StoredChanges.class);
  private static final int KEYS_A_READ = 50;

  private final Writes writes;
  private final SelectChangesById select;

  StoredChanges(Writes writes, SelectChangesById select) {
    this.writes = writes;
    this.select = select;
  }

  /**
   * @param replaceable the record, when it gives way to one of the stream
   */
  record Shown(Instant at, String eventId, @Nullable Change replaceable) {
    boolean isBy(Change change) {
      return eventId.equals(change.eventId()) && at.equals(change.at());
    }
  }

  private record Partition(String wiki, long bucket) {}

  private record Read(String wiki, CompletableFuture<List<Row>> answer) {
    /** None when the store refuses the question: it will refuse the row too, and say why. */
    List<Row> rows() {
      try {
        Waiting.forAll(List.of(answer));
        return answer.join();
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.debug("The store refused a question about changes", e);
        return List.of();
      }
    }
  }

  /** By identity; blocks for one read a partition that changes lie in, or a few. */
  Map<String, Shown> of(Collection<Change> changes) {
    Map<Partition, List<String>> keys = new HashMap<>();
    for (Change change : changes) {
      long bucket = ChangePartitions.bucketOfIdentity(change);
      keys.computeIfAbsent(new Partition(change.wiki(), bucket), none -> new ArrayList<>())
          .add(change.changeKey());
    }
    List<Read> reads = new ArrayList<>();
    keys.forEach(
        (partition, all) -> {
          for (int from = 0; from < all.size(); from += KEYS_A_READ) {
            List<String> some = all.subList(from, Math.min(all.size(), from + KEYS_A_READ));
            reads.add(
                new Read(
                    partition.wiki(),
                    writes.read(select.of(partition.wiki(), partition.bucket(), some))));
          }
        });
    Map<String, Shown> shown = new HashMap<>();
    for (Read read : reads) {
      read.rows()
          .forEach(row -> shown.put(read.wiki() + ":" + row.getString("change_key"), shown(row)));
    }
    return shown;
  }

  private static Shown shown(Row row) {
    String eventId = Objects.requireNonNull(row.getString("event_id"));
    UdtValue value = row.getUdtValue("replaceable");
    // the cell outlives the record that it speaks of
    boolean current = value != null && eventId.equals(value.getString("event_id"));
    return new Shown(
        Objects.requireNonNull(row.getInstant("at")),
        eventId,
        value != null && current ? change(value) : null);
  }

  /** As far as its rows' keys go. */
  private static Change change(UdtValue value) {
    return new Change(
        Objects.requireNonNull(value.getString("event_id")),
        Objects.requireNonNull(value.getInstant("at")),
        Objects.requireNonNull(value.getString("domain")),
        Objects.requireNonNull(value.getString("wiki")),
        Objects.requireNonNull(value.getString("type")),
        value.get("rcid", Long.class),
        value.get("namespace", Integer.class),
        value.getString("title"),
        value.getString("user"),
        null,
        null,
        null,
        null,
        value.getString("language"),
        Objects.requireNonNull(value.getString("project")),
        value.get("rev_id", Long.class),
        null,
        null,
        Objects.requireNonNull(value.getString("feed")));
  }
}
