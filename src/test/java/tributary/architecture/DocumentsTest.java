package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents say can be followed: links lead somewhere, commands are those CI runs. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern SHELL = Pattern.compile("(?s)```sh\\n(.*?)```");
  private static final Pattern NAMED = Pattern.compile("`((?:src|docs|cql|\\.ci)/[\\w./-]+\\w)`");

  static Stream<Path> documents() {
    return Stream.concat(
        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "cql/README.md").map(Path::of),
        Repository.files(Path.of("docs"), ".md").stream());
  }

  /** Commands of the README's shell blocks, one a line. */
  static List<String> commands() {
    List<String> commands = new ArrayList<>();
    for (MatchResult block : SHELL.matcher(Repository.text("README.md")).results().toList()) {
      block
          .group(1)
          .replace("\\\n", " ")
          .lines()
          .map(line -> line.replaceAll("\\s+#.*$", "").strip())
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(commands::add);
    }
    return commands;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path document) {
    Path folder = document.toAbsolutePath().getParent();
    List<String> broken =
        LINK.matcher(Repository.text(document))
            .results()
            .map(found -> found.group(1))
            .filter(target -> !target.matches("[a-z]+:.*"))
            .filter(target -> !Files.exists(folder.resolve(target)))
            .toList();
    assertThat(broken).as("links of " + document).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyFileThatIsNamedIsThere(Path document) {
    List<String> gone =
        NAMED
            .matcher(Repository.text(document))
            .results()
            .map(found -> found.group(1))
            .filter(target -> !Files.exists(Path.of(target)))
            .toList();
    assertThat(gone).as("files that " + document + " sends its reader to").isEmpty();
  }

  @Test
  void theCommandThatTestsIsTheOneCiRuns() {
    List<String> maven =
        commands().stream().filter(command -> command.matches("\\./mvnw.* verify")).toList();
    assertThat(maven).as("the README says how to test").hasSize(1);
    assertThat(Repository.text(".ci/run").lines().map(String::strip))
        .as("what people are told to run, and what CI runs, must not part ways")
        .contains("exec " + maven.get(0));
  }

  @Test
  void theCommandsOfTheReadmeAreKnownOnes() {
    assertThat(commands())
        .as("each is run: mvnw by CI, curl by ReadmeCommandsIT")
        .isNotEmpty()
        .allMatch(
            command ->
                command.matches("\\./mvnw .*(spring-boot:run|verify)")
                    || command.matches(".*\\./mvnw spring-boot:run.*")
                    || command.startsWith("curl "));
  }

  @Test
  void everyDecisionHasItsPageWithTheThreeParts() {
    List<Path> decisions = Repository.files(Path.of("docs/adr"), ".md");
    assertThat(decisions).isNotEmpty();
    for (Path decision : decisions) {
      assertThat(decision.getFileName().toString()).matches("\\d{4}-[a-z0-9-]+\\.md");
      assertThat(Repository.text(decision))
          .as("%s: what was decided, why, and what was turned down", decision)
          .contains("**Decision.**", "**Why.**", "**Instead of.**");
      assertThat(Repository.text(decision).lines().count())
          .as(decision + ": one page")
          .isLessThan(60);
    }
    assertThat(decisions.stream().map(file -> file.getFileName().toString().substring(0, 4)))
        .as("numbers of decisions are used in comments")
        .doesNotHaveDuplicates();
  }

  @Test
  void everyDecisionThatACommentNamesIsThere() {
    Pattern named = Pattern.compile("ADR (\\d{4})");
    List<String> known =
        Repository.files(Path.of("docs/adr"), ".md").stream()
            .map(file -> file.getFileName().toString().substring(0, 4))
            .toList();
    for (Path file : Repository.files(Path.of("src/main"), "")) {
      if (file.toString().matches(".*\\.(java|yaml)")) {
        assertThat(named.matcher(Repository.text(file)).results().map(found -> found.group(1)))
            .as(file.toString())
            .isSubsetOf(known);
      }
    }
  }
}
