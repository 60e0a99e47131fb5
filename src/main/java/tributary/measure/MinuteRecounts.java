package tributary.measure;

import java.util.Map;
import org.springframework.stereotype.Component;
import tributary.event.Topics;
import tributary.event.summary.Summary;
import tributary.platform.LagMonitor;
import tributary.platform.Ledger;
import tributary.platform.StoreUnavailable;

/**
 * Counts a minute of one partition from the stored changes, when a change came after the minute had
 * left memory. It waits until that change is stored, so that the count holds it.
 */
@Component
class MinuteRecounts {
  private final ChangesOfMinute changes;
  private final MinuteRows rows;
  private final Ledger ledger;
  private final LagMonitor lags;
  private final MeasureSettings settings;
  private final MeasureMeters meters;

  MinuteRecounts(
      ChangesOfMinute changes,
      MinuteRows rows,
      Ledger ledger,
      LagMonitor lags,
      MeasureSettings settings,
      MeasureMeters meters) {
    this.changes = changes;
    this.rows = rows;
    this.ledger = ledger;
    this.lags = lags;
    this.settings = settings;
    this.meters = meters;
  }

  /**
   * False when the change that asks for it is not stored yet.
   *
   * @throws StoreUnavailable when the store is away
   */
  boolean recount(MinuteRows.Stored minute) {
    Map<Integer, Long> partitions =
        lags.lagByPartition(LagMonitor.group("store", Topics.RECENTCHANGE));
    long stored =
        ledger
            .latest("store", Topics.RECENTCHANGE, Topics.RECENTCHANGE_CLEAN, minute.partition())
            .nextOffset();
    if (partitions.isEmpty() || stored <= minute.recountFrom()) {
      return false;
    }
    Summary summary = new Summary(settings.limits());
    changes.ofMinute(
        minute.minute(),
        (identity, change) -> {
          if (ChangesOfMinute.partition(identity, partitions.size()) == minute.partition()) {
            summary.add(change);
          }
        });
    long through = Math.max(stored, minute.countedThrough());
    Requests.join(rows.write(minute.minute(), minute.partition(), summary.encode(), through));
    meters.recounted();
    return true;
  }
}
