package tributary.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;

/**
 * Tells what reads the tables which hours were written to, and have to be counted again: a new
 * random touch in each hour, written after the rows are durable, then one in each month. Whoever
 * sees a month's touch sees the hours'; whoever sees an hour's touch sees the rows. One writer a
 * partition, so no touch of one can hide another's.
 */
@Component
class Touches {
  private final Writes writes;
  private final InsertTouchedHoursByMonth insertHour;
  private final InsertTouchedMonthsByFeed insertMonth;
  private final InsertTouchedSlicesByHour insertSlice;

  Touches(
      Writes writes,
      InsertTouchedHoursByMonth insertHour,
      InsertTouchedMonthsByFeed insertMonth,
      InsertTouchedSlicesByHour insertSlice) {
    this.writes = writes;
    this.insertSlice = insertSlice;
    this.insertHour = insertHour;
    this.insertMonth = insertMonth;
  }

  /** As {@link #touch}, for a feed whose hours are told apart by ten seconds, which come first. */
  void touchSlices(String feed, Map<Integer, Set<Slice>> slicesByPartition) {
    UUID touch = UUID.randomUUID();
    List<CompletableFuture<?>> slices = new ArrayList<>();
    Map<Integer, Set<Instant>> hoursByPartition = new HashMap<>();
    slicesByPartition.forEach(
        (partition, touched) -> {
          for (Slice slice : touched) {
            slices.add(writes.write(insertSlice.of(slice, partition, touch)));
            hoursByPartition
                .computeIfAbsent(partition, none -> new TreeSet<>())
                .add(EventTime.hour(slice.minute()));
          }
        });
    Waiting.forAll(slices);
    touch(feed, hoursByPartition);
  }

  /** Blocks until all touches are durable. */
  void touch(String feed, Map<Integer, Set<Instant>> hoursByPartition) {
    UUID touch = UUID.randomUUID();
    List<CompletableFuture<?>> hours = new ArrayList<>();
    List<CompletableFuture<?>> months = new ArrayList<>();
    hoursByPartition.forEach(
        (partition, touched) -> {
          for (Instant hour : touched) {
            hours.add(writes.write(insertHour.of(feed, hour, partition, touch)));
          }
        });
    Waiting.forAll(hours);
    hoursByPartition.forEach(
        (partition, touched) -> {
          Set<Instant> touchedMonths = new TreeSet<>();
          touched.forEach(hour -> touchedMonths.add(EventTime.month(hour)));
          for (Instant month : touchedMonths) {
            months.add(writes.write(insertMonth.of(feed, month, partition, touch)));
          }
        });
    Waiting.forAll(months);
  }
}
