package tributary.serve;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tributary.event.Change;
import tributary.event.EventKey;
import tributary.event.PageCreate;
import tributary.platform.RememberedKeys;

/**
 * The newest that happened, bounded: what clients have been told already, and beside it what came
 * since. A change or page that comes again is nothing new.
 */
final class LiveBoard {
  private final LiveSettings settings;
  private final RememberedKeys known;
  private final Newest changes;
  private final Newest pages;
  private final LiveSeconds seconds;
  private Arrivals arrivals;

  LiveBoard(LiveSettings settings) {
    this.settings = settings;
    this.known = new RememberedKeys(2 * settings.maxLag() + settings.tail());
    this.changes = new Newest(settings.snapshotChanges());
    this.pages = new Newest(settings.snapshotPages());
    this.seconds = new LiveSeconds(settings.window().toSeconds());
    this.arrivals = new Arrivals();
  }

  /** So many of the newest rows. */
  private static final class Newest {
    private final TreeSet<LiveRow> rows = new TreeSet<>();
    private final int limit;

    Newest(int limit) {
      this.limit = limit;
    }

    void add(LiveRow row) {
      rows.add(row);
      if (rows.size() > limit) {
        rows.pollLast();
      }
    }

    void add(Newest others) {
      others.rows.forEach(this::add);
    }

    List<LiveRow> first(int most) {
      return rows.stream().limit(most).toList();
    }
  }

  /** What came since the last delta. */
  private final class Arrivals {
    private final Newest changes =
        new Newest(Math.max(settings.snapshotChanges(), settings.changes()));
    private final Newest pages = new Newest(Math.max(settings.snapshotPages(), settings.pages()));
    private long changeCount;
    private long pageCount;
  }

  /**
   * What came in one interval.
   *
   * @param changes newest first
   * @param more changes that are not among them
   * @param pages newest first
   * @param morePages page creations that are not among them
   * @param seconds that have changed
   */
  record Delta(
      List<LiveRow> changes,
      long more,
      List<LiveRow> pages,
      long morePages,
      List<LiveSeconds.Second> seconds) {}

  /** All that is shown, as it was told up to the last delta. */
  record View(List<LiveRow> changes, List<LiveRow> pages, List<LiveSeconds.Second> seconds) {}

  /** Whoever reads from here on reads everything that happens later. */
  synchronized void knownFrom(Instant time) {
    seconds.knownFrom(time);
  }

  synchronized void add(Change change, Instant now) {
    if (known.add(EventKey.ofId(change.identity()), 0)) {
      arrivals.changeCount++;
      seconds.change(change.at(), now, change.bytesChanged());
      if (LiveRow.size(change) <= settings.maxRow()) {
        arrivals.changes.add(LiveRow.of(change));
      }
    }
  }

  synchronized void add(PageCreate page, Instant now) {
    if (known.add(EventKey.ofId("page of " + page.pageKey()), 0)) {
      arrivals.pageCount++;
      seconds.pageCreation(page.createdAt(), now);
      if (LiveRow.size(page) <= settings.maxRow()) {
        arrivals.pages.add(LiveRow.of(page));
      }
    }
  }

  /**
   * Records that were not read at all.
   *
   * @param now from here on everything is read again
   */
  synchronized void skipped(long skippedChanges, long skippedPages, Instant now) {
    arrivals.changeCount += skippedChanges;
    arrivals.pageCount += skippedPages;
    seconds.knownFrom(now.plusSeconds(1));
  }

  /** What came since the last call; from now on it counts as told. */
  synchronized Delta take(Instant now) {
    Arrivals taken = arrivals;
    arrivals = new Arrivals();
    changes.add(taken.changes);
    pages.add(taken.pages);
    List<LiveRow> newChanges = taken.changes.first(settings.changes());
    List<LiveRow> newPages = taken.pages.first(settings.pages());
    return new Delta(
        newChanges,
        taken.changeCount - newChanges.size(),
        newPages,
        taken.pageCount - newPages.size(),
        seconds.changed(now));
  }

  synchronized View view(Instant now) {
    return new View(new ArrayList<>(changes.rows), new ArrayList<>(pages.rows), seconds.all(now));
  }
}
