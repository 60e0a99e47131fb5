package tributary.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plain recount of what was published, in the words of the HTTP contract: lists and maps that
 * serialise to its JSON, fixed keys only. Ranges are half-open. A page that was created twice is
 * there once, as its later creation.
 */
public final class AnswersAt {
  private static final int TOP_USERS = 20;
  private static final Comparator<Creation> BY_TIME =
      Comparator.comparing(Creation::at).thenComparing(Creation::eventId);

  /** Oldest first. */
  private final List<Creation> pages;

  private AnswersAt(List<Creation> pages) {
    this.pages = pages;
  }

  static AnswersAt of(List<Creation> visible) {
    Map<String, Creation> latest = new HashMap<>();
    visible.stream().sorted(BY_TIME).forEach(creation -> latest.put(creation.page(), creation));
    return new AnswersAt(latest.values().stream().sorted(BY_TIME).toList());
  }

  // --- the three reports, as of `at` -----------------------------------------------------------

  public List<Map<String, Object>> domainsByHour(Instant at) {
    List<Map<String, Object>> hours = new ArrayList<>();
    Instant first = firstHour(at);
    for (int i = 0; i < 6; i++) {
      Instant start = first.plus(Duration.ofHours(i));
      Instant end = start.plus(Duration.ofHours(1));
      List<Map<String, Long>> statistics = new ArrayList<>();
      countByDomain(between(start, end), page -> true)
          .forEach((domain, count) -> statistics.add(Map.of(domain, count)));
      hours.add(period(start, end, statistics));
    }
    return hours;
  }

  public Map<String, Object> botsByDomain(Instant at) {
    Instant start = firstHour(at);
    Instant end = start.plus(Duration.ofHours(6));
    List<Map<String, Object>> statistics = new ArrayList<>();
    countByDomain(between(start, end), Creation::byBot)
        .forEach(
            (domain, count) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("domain", domain);
              row.put("created_by_bots", count);
              statistics.add(row);
            });
    return period(start, end, statistics);
  }

  public List<Map<String, @Nullable Object>> topUsers(Instant at) {
    Instant start = firstHour(at);
    Instant end = start.plus(Duration.ofHours(6));
    return usersBetween(start, end).stream()
        .limit(TOP_USERS)
        .map(
            created -> {
              Creation latest = created.get(created.size() - 1);
              Map<String, @Nullable Object> row = new LinkedHashMap<>();
              row.put("user_id", latest.userId());
              row.put("user_name", latest.userName());
              row.put("domain", latest.domain());
              row.put("time_start", Times.hour(start));
              row.put("time_end", Times.hour(end));
              row.put("pages_created", (long) created.size());
              row.put("page_titles", created.stream().map(Creation::title).toList());
              return row;
            })
        .toList();
  }

  // --- questions about pages -------------------------------------------------------------------

  public List<String> domains() {
    Set<String> domains = new TreeSet<>(AnswersAt::byCodePoint);
    pages.forEach(page -> domains.add(page.domain()));
    return List.copyOf(domains);
  }

  public long count(String domain) {
    return pages.stream().filter(page -> page.domain().equals(domain)).count();
  }

  public long count(String domain, Instant from, Instant to) {
    return between(from, to).filter(page -> page.domain().equals(domain)).count();
  }

  /** Everything, newest first. */
  public List<Map<String, @Nullable Object>> pages() {
    return newestFirst(pages.stream());
  }

  public List<Map<String, @Nullable Object>> pages(Instant from, Instant to) {
    return newestFirst(between(from, to));
  }

  public List<Map<String, @Nullable Object>> pagesOfDomain(String domain) {
    return newestFirst(pages.stream().filter(page -> page.domain().equals(domain)));
  }

  public List<Map<String, @Nullable Object>> pagesOfDomain(
      String domain, Instant from, Instant to) {
    return newestFirst(between(from, to).filter(page -> page.domain().equals(domain)));
  }

  public List<Map<String, @Nullable Object>> pagesOfUser(long userId) {
    return newestFirst(
        pages.stream().filter(page -> page.userId() != null && page.userId() == userId));
  }

  public List<Map<String, @Nullable Object>> pagesOfUserNamed(String userName) {
    return newestFirst(pages.stream().filter(page -> userName.equals(page.userName())));
  }

  public List<Map<String, @Nullable Object>> pagesWithId(long pageId) {
    return newestFirst(pages.stream().filter(page -> page.pageId() == pageId));
  }

  public List<Map<String, @Nullable Object>> activeUsers(Instant from, Instant to) {
    return usersBetween(from, to).stream()
        .map(
            created -> {
              Creation latest = created.get(created.size() - 1);
              Map<String, @Nullable Object> row = new LinkedHashMap<>();
              row.put("user_id", latest.userId());
              row.put("user_name", latest.userName());
              row.put("domain", latest.domain());
              row.put("count", (long) created.size());
              return row;
            })
        .toList();
  }

  // --- counting --------------------------------------------------------------------------------

  /** Each user's pages, oldest first; users by pages descending, then name, then domain. */
  private List<List<Creation>> usersBetween(Instant from, Instant to) {
    Map<String, List<Creation>> byUser =
        between(from, to)
            .filter(Creation::hasUser)
            .collect(
                Collectors.groupingBy(Creation::user, LinkedHashMap::new, Collectors.toList()));
    Comparator<List<Creation>> mostFirst = Comparator.comparing(created -> -created.size());
    return byUser.values().stream()
        .sorted(
            mostFirst
                .thenComparing(created -> nameOf(created), AnswersAt::byCodePoint)
                .thenComparing(created -> last(created).domain(), AnswersAt::byCodePoint))
        .toList();
  }

  private static Map<String, Long> countByDomain(
      Stream<Creation> pages, Predicate<Creation> counted) {
    Map<String, Long> counts = new TreeMap<>(AnswersAt::byCodePoint);
    pages.filter(counted).forEach(page -> counts.merge(page.domain(), 1L, Long::sum));
    Map<String, Long> largestFirst = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue()))
        .forEach(entry -> largestFirst.put(entry.getKey(), entry.getValue()));
    return largestFirst;
  }

  private Stream<Creation> between(Instant from, Instant to) {
    return pages.stream().filter(page -> !page.at().isBefore(from) && page.at().isBefore(to));
  }

  private static List<Map<String, @Nullable Object>> newestFirst(Stream<Creation> pages) {
    return pages.sorted(BY_TIME.reversed()).map(Creation::json).toList();
  }

  private static Instant firstHour(Instant at) {
    return at.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(7));
  }

  private static Map<String, Object> period(
      Instant start, Instant end, Collection<? extends Map<String, ?>> statistics) {
    Map<String, Object> period = new LinkedHashMap<>();
    period.put("time_start", Times.hour(start));
    period.put("time_end", Times.hour(end));
    period.put("statistics", statistics);
    return period;
  }

  private static Creation last(List<Creation> created) {
    return created.get(created.size() - 1);
  }

  private static String nameOf(List<Creation> created) {
    String name = last(created).userName();
    return name == null ? "" : name;
  }

  /** String order of Java is by UTF-16 unit, which puts emoji before some letters. */
  static int byCodePoint(String left, String right) {
    int[] a = left.codePoints().toArray();
    int[] b = right.codePoints().toArray();
    return java.util.Arrays.compare(a, b);
  }
}
