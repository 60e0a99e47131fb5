package tributary.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tributary.event.CodePointOrder;

/** The three reports as JSON, from the counts of six hours (oldest first). */
final class ReportBodies {
  static final String DOMAINS_BY_HOUR = "domains-by-hour";
  static final String BOTS_BY_DOMAIN = "bots-by-domain";
  static final String TOP_USERS = "top-users";
  static final int USERS = 20;

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReportBodies() {}

  static String domainsByHour(List<HourCount> hours) {
    ArrayNode report = JSON.createArrayNode();
    for (HourCount hour : hours) {
      ObjectNode entry = report.addObject();
      period(entry, hour.hour(), hour.hour().plus(Duration.ofHours(1)));
      ArrayNode statistics = entry.putArray("statistics");
      hour.domains().entrySet().stream()
          .filter(domain -> domain.getValue().pages() > 0)
          .sorted(byCount(count -> count.pages()))
          .forEach(
              domain -> statistics.addObject().put(domain.getKey(), domain.getValue().pages()));
    }
    return report.toString();
  }

  static String botsByDomain(ReportRange range, List<HourCount> hours) {
    Map<String, HourCount.Domain> sums = new TreeMap<>();
    for (HourCount hour : hours) {
      hour.domains()
          .forEach(
              (domain, count) ->
                  sums.merge(
                      domain,
                      count,
                      (a, b) ->
                          new HourCount.Domain(
                              a.pages() + b.pages(), a.createdByBots() + b.createdByBots())));
    }
    ObjectNode report = JSON.createObjectNode();
    period(report, range.from(), range.to());
    ArrayNode statistics = report.putArray("statistics");
    sums.entrySet().stream()
        .filter(domain -> domain.getValue().createdByBots() > 0)
        .sorted(byCount(count -> count.createdByBots()))
        .forEach(
            domain ->
                statistics
                    .addObject()
                    .put("domain", domain.getKey())
                    .put("created_by_bots", domain.getValue().createdByBots()));
    return report.toString();
  }

  static String topUsers(ReportRange range, List<HourCount> hours) {
    Map<String, UserPages> users = new LinkedHashMap<>();
    for (HourCount hour : hours) {
      for (UserPages user : hour.users()) {
        users.merge(user.wiki() + ' ' + user.user(), user, UserPages::and);
      }
    }
    ArrayNode report = JSON.createArrayNode();
    top(users.values()).forEach(user -> add(report, range, user));
    return report.toString();
  }

  private static List<UserPages> top(Collection<UserPages> users) {
    return users.stream()
        .filter(user -> user.pages() > 0)
        .sorted(
            Comparator.comparingInt(UserPages::pages)
                .reversed()
                .thenComparing(
                    user -> user.userName() == null ? "" : user.userName(), CodePointOrder.INSTANCE)
                .thenComparing(UserPages::domain, CodePointOrder.INSTANCE)
                .thenComparing(UserPages::user))
        .limit(USERS)
        .toList();
  }

  private static void add(ArrayNode report, ReportRange range, UserPages user) {
    ObjectNode entry = report.addObject();
    entry.put("user_id", user.userId());
    entry.put("user_name", user.userName());
    entry.put("domain", user.domain());
    period(entry, range.from(), range.to());
    entry.put("pages_created", user.pages());
    ArrayNode titles = entry.putArray("page_titles");
    user.titles().forEach(titles::add);
  }

  private static void period(ObjectNode entry, Instant from, Instant to) {
    entry.put("time_start", ReportRange.clock(from));
    entry.put("time_end", ReportRange.clock(to));
    entry.put("from", from.toString());
    entry.put("to", to.toString());
  }

  private static Comparator<Map.Entry<String, HourCount.Domain>> byCount(
      java.util.function.ToIntFunction<HourCount.Domain> count) {
    return Comparator.<Map.Entry<String, HourCount.Domain>>comparingInt(
            domain -> count.applyAsInt(domain.getValue()))
        .reversed()
        .thenComparing(Map.Entry::getKey, CodePointOrder.INSTANCE);
  }
}
