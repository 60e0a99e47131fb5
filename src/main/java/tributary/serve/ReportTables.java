package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as rows: one for each element of the innermost list, with the columns around it. */
final class ReportTables {
  private static final List<String> FRAME =
      List.of("time_start", "time_end", "from", "to", "complete");
  private static final List<String> USER = List.of("user_id", "user_name", "domain");

  private ReportTables() {}

  static Table of(ReportKind kind, JsonNode report) {
    return switch (kind) {
      case DOMAINS_BY_HOUR -> domainsByHour(report);
      case BOTS_BY_DOMAIN -> botsByDomain(report);
      case TOP_USERS -> topUsers(report);
    };
  }

  private static Table domainsByHour(JsonNode hours) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonNode hour : hours) {
      for (JsonNode statistic : hour.path("statistics")) {
        for (Map.Entry<String, JsonNode> domain : statistic.properties()) {
          List<@Nullable Object> row = cells(hour, FRAME);
          row.add(domain.getKey());
          row.add(cell(domain.getValue()));
          rows.add(row);
        }
      }
    }
    return new Table(columns(FRAME, "domain", "pages_created"), rows);
  }

  private static Table botsByDomain(JsonNode report) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonNode statistic : report.path("statistics")) {
      List<@Nullable Object> row = cells(report, FRAME);
      row.addAll(cells(statistic, List.of("domain", "created_by_bots")));
      rows.add(row);
    }
    return new Table(columns(FRAME, "domain", "created_by_bots"), rows);
  }

  private static Table topUsers(JsonNode users) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (JsonNode user : users) {
      for (JsonNode title : user.path("page_titles")) {
        List<@Nullable Object> row = cells(user, USER);
        row.addAll(cells(user, FRAME));
        row.add(cell(user.path("pages_created")));
        row.add(cell(title));
        rows.add(row);
      }
    }
    List<String> columns = new ArrayList<>(USER);
    columns.addAll(columns(FRAME, "pages_created", "page_title"));
    return new Table(columns, rows);
  }

  private static List<String> columns(List<String> first, String... more) {
    List<String> columns = new ArrayList<>(first);
    columns.addAll(List.of(more));
    return columns;
  }

  private static List<@Nullable Object> cells(JsonNode object, List<String> names) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(cell(object.path(name)));
    }
    return cells;
  }

  private static @Nullable Object cell(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }
}
