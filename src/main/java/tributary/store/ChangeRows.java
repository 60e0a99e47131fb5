package tributary.store;

import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tributary.event.Change;
import tributary.event.ChangePartitions;
import tributary.event.EventTime;
import tributary.event.Topics;

/** All rows that one change leaves. */
@Component
class ChangeRows {
  /** The columns of a key, about. */
  private static final int KEYS = 120;

  private final InsertChangesByMinute byMinute;
  private final InsertChangesByDomainHour byDomain;
  private final InsertChangesByUserHour byUser;
  private final InsertChangesByTitleHour byTitle;
  private final InsertChangesById byId;
  private final InsertReplaceableChangesById replaceableById;
  private final InsertSlicesByDomainDay slicesByDomain;

  ChangeRows(
      InsertChangesByMinute byMinute,
      InsertChangesByDomainHour byDomain,
      InsertChangesByUserHour byUser,
      InsertChangesByTitleHour byTitle,
      InsertChangesById byId,
      InsertReplaceableChangesById replaceableById,
      InsertSlicesByDomainDay slicesByDomain) {
    this.byMinute = byMinute;
    this.byDomain = byDomain;
    this.byUser = byUser;
    this.byTitle = byTitle;
    this.byId = byId;
    this.replaceableById = replaceableById;
    this.slicesByDomain = slicesByDomain;
  }

  List<TableRow> inserts(Change change) {
    EncodedChange encoded = EncodedChange.of(change, byMinute.summaryType());
    int size = encoded.summary().remaining() + KEYS;
    Instant hour = EventTime.hour(change.at());
    byte slice = ChangePartitions.sliceOfHour(change.at());
    List<TableRow> rows = new ArrayList<>(5);
    rows.add(new TableRow(Slice.of(change.at()), byMinute.of(encoded), size));
    rows.add(
        new TableRow(List.of(byDomain, change.domain(), hour, slice), byDomain.of(encoded), size));
    if (change.user() != null) {
      byte bucket = ChangePartitions.bucket(change.user());
      rows.add(
          new TableRow(
              List.of(byUser, hour, bucket),
              byUser.of(bucket, Objects.requireNonNull(encoded.user()), encoded),
              size));
    }
    if (change.title() != null) {
      byte bucket = ChangePartitions.bucket(change.title());
      rows.add(
          new TableRow(
              List.of(byTitle, hour, bucket),
              byTitle.of(bucket, Objects.requireNonNull(encoded.title()), encoded),
              size));
    }
    boolean replaceable = !change.feed().equals(Topics.RECENTCHANGE);
    rows.add(
        new TableRow(
            List.of(byId, change.wiki(), ChangePartitions.bucketOfIdentity(change)),
            replaceable ? replaceableById.of(encoded) : byId.of(encoded),
            replaceable ? size : KEYS));
    return rows;
  }

  /** The index rows that lead to the change's rows, each with the value it is remembered by. */
  void markers(Change change, BiConsumer<Object, Supplier<Statement<?>>> to) {
    Instant hour = EventTime.hour(change.at());
    byte slice = ChangePartitions.sliceOfHour(change.at());
    LocalDate day = ChangePartitions.day(change.at());
    to.accept(
        List.of(change.domain(), hour, slice),
        () -> slicesByDomain.of(change.domain(), day, hour, slice));
  }
}
