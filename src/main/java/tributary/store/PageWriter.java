package tributary.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tributary.event.EventTime;
import tributary.event.MalformedEvent;
import tributary.event.PageCreate;
import tributary.event.PageCreateJson;
import tributary.event.Topics;
import tributary.platform.kafkabatch.RecordBatch;

/**
 * Writes page creations into the tables that answer questions about pages. The store is asked for
 * an earlier event of a page only where there may be one.
 */
@Component("pageWriter")
public class PageWriter extends EventWriter<PageCreate> {
  private final StoreParts parts;
  private final PageRows rows;
  private final PageVersions versions;
  private final KnownByPartition known;

  PageWriter(
      StoreParts parts, PageRows rows, PageVersions versions, HighestNumbers highestNumbers) {
    super(Topics.PAGE_CREATE, parts);
    this.parts = parts;
    this.rows = rows;
    this.versions = versions;
    this.known =
        new KnownByPartition(
            Topics.PAGE_CREATE, parts.settings().rememberedPages(), highestNumbers);
  }

  @Override
  PageCreate read(byte[] clean) throws MalformedEvent {
    return PageCreateJson.read(clean);
  }

  @Override
  Instant timeOf(PageCreate page) {
    return page.createdAt();
  }

  @Override
  String idOf(PageCreate page) {
    return page.eventId();
  }

  @Override
  List<TableRow> rowsOf(PageCreate page) {
    return rows.inserts(page);
  }

  @Override
  Runnable insert(RecordBatch batch, List<Arrival<PageCreate>> due) {
    KnownByPartition.Batch before = known.of(batch);
    List<PageCreate> pages = new ArrayList<>(due.size());
    Set<String> asked = new HashSet<>();
    for (Arrival<PageCreate> arrival : due) {
      PageCreate page = arrival.event();
      pages.add(page);
      if (before.mayBeStored(arrival.partition(), page.wiki(), page.pageId(), page.pageKey())) {
        asked.add(page.pageKey());
      }
    }
    List<PageCreate> superseded = versions.superseded(pages, asked);
    Map<Integer, Set<Instant>> touched = new HashMap<>();
    Map<String, Arrival<PageCreate>> latestOfPage = new HashMap<>();
    Set<Object> pending = new HashSet<>();
    GroupedWrites grouped = parts.grouped();
    for (Arrival<PageCreate> arrival : due) {
      PageCreate page = arrival.event();
      starting(
          arrival,
          () -> {
            rows.inserts(page).forEach(row -> grouped.add(row, arrival.shared()));
            rows.markers(page, marking(arrival, pending));
          });
      latestOfPage.put(page.pageKey(), arrival);
      touch(touched, arrival.partition(), page);
      before.writing(arrival.partition(), page.wiki(), page.pageId(), page.pageKey());
    }
    before.rows(grouped);
    grouped.send();
    for (PageCreate page : superseded) {
      Arrival<PageCreate> latest = Objects.requireNonNull(latestOfPage.get(page.pageKey()));
      rows.marks(page).forEach(mark -> latest.requests().add(parts.writes().write(mark)));
      touch(touched, latest.partition(), page);
    }
    return () -> {
      before.await();
      parts.touches().touch(Topics.PAGE_CREATE, touched);
      before.stored();
    };
  }

  private static void touch(Map<Integer, Set<Instant>> touched, int partition, PageCreate page) {
    touched
        .computeIfAbsent(partition, none -> new TreeSet<>())
        .add(EventTime.hour(page.createdAt()));
  }
}
