package tributary.store;

import java.time.Instant;
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

/** Writes page creations into the tables that answer questions about pages. */
@Component("pageWriter")
public class PageWriter extends EventWriter<PageCreate> {
  private final StoreParts parts;
  private final PageRows rows;
  private final PageVersions versions;

  PageWriter(StoreParts parts, PageRows rows, PageVersions versions) {
    super(Topics.PAGE_CREATE, parts);
    this.parts = parts;
    this.rows = rows;
    this.versions = versions;
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
    List<PageCreate> superseded = versions.superseded(due.stream().map(Arrival::event).toList());
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
    }
    grouped.send();
    for (PageCreate page : superseded) {
      Arrival<PageCreate> latest = Objects.requireNonNull(latestOfPage.get(page.pageKey()));
      rows.marks(page).forEach(mark -> latest.requests().add(parts.writes().write(mark)));
      touch(touched, latest.partition(), page);
    }
    return () -> parts.touches().touch(Topics.PAGE_CREATE, touched);
  }

  private static void touch(Map<Integer, Set<Instant>> touched, int partition, PageCreate page) {
    touched
        .computeIfAbsent(partition, none -> new TreeSet<>())
        .add(EventTime.hour(page.createdAt()));
  }
}
