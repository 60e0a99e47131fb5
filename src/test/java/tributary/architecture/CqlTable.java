package tributary.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table of {@code cql/}. */
record CqlTable(String name, Path file, String columns, String comment) {
  private static final Pattern TABLE =
      Pattern.compile(
          "(?s)CREATE TABLE IF NOT EXISTS \\$\\{keyspace}\\.(\\w+) \\((.*?)\\n\\)(.*?);\\s*(?=\\n|$)");
  private static final Pattern COMMENT = Pattern.compile("comment = '((?:[^']|'')*)'");

  static List<CqlTable> all() {
    List<CqlTable> all = new ArrayList<>();
    for (Path file : Repository.files(Repository.CQL, ".cql")) {
      for (MatchResult table : TABLE.matcher(Repository.text(file)).results().toList()) {
        all.add(
            new CqlTable(
                table.group(1),
                file,
                table.group(2),
                COMMENT
                    .matcher(table.group(3))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse("")));
      }
    }
    return all;
  }

  /** Stages whose code writes it, or reads it. */
  List<String> stages(boolean writing) {
    Pattern statement =
        Pattern.compile((writing ? "(INSERT INTO|UPDATE) " : "FROM ") + name + "\\b");
    Stream<String> java =
        Repository.files(Repository.MAIN, ".java").stream()
            .filter(file -> statement.matcher(Repository.statementsOf(file)).find())
            .map(file -> Repository.MAIN.relativize(file).getName(0).toString());
    Stream<String> routes =
        RouteFile.all().stream()
            .filter(file -> statement.matcher(file.text()).find())
            .map(RouteFile::stage);
    return Stream.concat(java, routes).distinct().sorted().toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
