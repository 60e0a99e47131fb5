package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table answers one question, for a bounded partition, for a decided time. */
class TablesTest {
  private static final String README = Repository.text("cql/README.md");
  private static final String RETENTION = Repository.text("cql/090-retention.cql");

  static List<CqlTable> tables() {
    return CqlTable.all();
  }

  @Test
  void everyTableOfTheScriptsIsSeenByTheseTests() {
    long declared =
        Repository.files(Repository.CQL, ".cql").stream()
            .mapToLong(file -> Repository.text(file).split("CREATE TABLE", -1).length - 1)
            .sum();
    assertThat(tables()).hasSize((int) declared).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsWrittenAndRead(CqlTable table) {
    assertThat(table.stages(true)).as("nobody writes " + table).isNotEmpty();
    assertThat(table.stages(false)).as("nobody asks " + table).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableSaysItsQuestionAndTheBoundOfItsPartition(CqlTable table) {
    assertThat(table.comment())
        .as("DESCRIBE TABLE %s tells an operator what it is for", table)
        .matches(".+\\? Partition: .+\\.");
    String question = table.comment().substring(0, table.comment().indexOf(" Partition: "));
    String bound = table.comment().substring(table.comment().indexOf("Partition: ") + 11);
    assertThat(row(table)).as("cql/README.md has a row for %s", table).contains(question, bound);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsKeptForADecidedTime(CqlTable table) {
    boolean ends =
        Pattern.compile("\\." + table.name() + " WITH default_time_to_live")
            .matcher(RETENTION)
            .find();
    String kept = ends ? "tributary.store." : "without end";
    assertThat(row(table))
        .as("%s: how long rows live is decided, in 090-retention.cql or by \"without end\"", table)
        .contains(kept);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableIsNamedAfterItsPartitionAndHasNoCounters(CqlTable table) {
    assertThat(table.name()).as("the question it answers: <nouns>_by_<partition>").contains("_by_");
    assertThat(table.columns())
        .as("%s: a counter is added to twice by a replay; write absolute values", table)
        .doesNotContainPattern("(?i)\\bcounter\\b");
  }

  @Test
  void noStatementScansATableOrDeletesRows() {
    Pattern banned =
        Pattern.compile("(?i)ALLOW FILTERING|SELECT COUNT\\(|\"DELETE FROM|\"TRUNCATE");
    assertThat(
            Stream.concat(
                Repository.files(Repository.MAIN, ".java").stream()
                    .filter(file -> !file.endsWith("SchemaMigrator.java"))
                    .map(Repository::statementsOf),
                Stream.concat(
                    RouteFile.all().stream().map(RouteFile::text),
                    Repository.files(Repository.CQL, ".cql").stream().map(Repository::text))))
        .as("reads cost what they answer, and nothing leaves tombstones")
        .noneMatch(text -> banned.matcher(text).find());
  }

  @Test
  void scriptsAreSafeToRunAgain() {
    for (Path file : Repository.files(Repository.CQL, ".cql")) {
      String commands = Repository.text(file).replaceAll("(?m)--.*$", "");
      assertThat(Pattern.compile("CREATE \\w+ (?!IF NOT EXISTS)").matcher(commands).find())
          .as("%s is applied anew whenever its text changes", file)
          .isFalse();
    }
  }

  @Test
  void theReadmeSpeaksOfNoTableThatIsNotThere() {
    assertThat(
            README
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    tables().stream().map(CqlTable::name), Stream.of("schema_files", "schema_lock"))
                .toList());
  }

  private static String row(CqlTable table) {
    return README
        .lines()
        .filter(line -> line.startsWith("| `" + table.name() + "`"))
        .findFirst()
        .orElse("");
  }
}
