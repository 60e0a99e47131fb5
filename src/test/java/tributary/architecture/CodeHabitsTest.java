package tributary.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Habits that a reviewer would otherwise have to watch for. */
class CodeHabitsTest {
  @Test
  void timeComesFromTheInjectedClock() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .because("hours and reports can only be tested with a clock that a test can set")
        .check(StagesTest.MAIN);
  }

  @Test
  void dependenciesComeThroughTheConstructor() {
    noFields()
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .because("a field that Spring sets behind our back cannot be final, nor given in a test")
        .check(StagesTest.MAIN);
  }

  @Test
  void nothingIsPrintedPastTheLog() {
    noClasses()
        .that()
        .resideOutsideOfPackage("tributary.embedded.launch..")
        .and()
        .doNotHaveFullyQualifiedName("tributary.simulator.SimulatorMain")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .because("what is printed has no level, no feed and no offset, and reaches no log file")
        .check(StagesTest.MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<Path> unmarked =
        Repository.files(Repository.MAIN, ".java").stream()
            .map(Path::getParent)
            .distinct()
            .filter(
                directory -> {
                  Path info = directory.resolve("package-info.java");
                  return !Files.exists(info) || !Repository.text(info).contains("@NullMarked");
                })
            .toList();
    assertThat(unmarked)
        .as("NullAway only guards packages whose package-info says @NullMarked")
        .isEmpty();
  }

  @Test
  void filesStayShortEnoughToBeReadAtOnce() {
    assertThat(Repository.files(Repository.MAIN, ".java"))
        .as("a file above 300 lines hides more than one decision")
        .allMatch(file -> Repository.text(file).lines().count() <= 300);
  }

  @Test
  void everyClassSaysWhatItPromises() {
    Pattern said =
        Pattern.compile(
            "(?s)\\*/\\s*(@|public |final |abstract |sealed |record |class |interface |enum )");
    assertThat(Repository.files(Repository.MAIN, ".java"))
        .as("a class comment of one to three sentences")
        .allMatch(file -> said.matcher(Repository.text(file)).find() || isPackageInfo(file));
  }

  private static boolean isPackageInfo(Path file) {
    return file.endsWith("package-info.java");
  }

  @Test
  void nothingIsLeftForLaterAndNoTestIsSkippedOrAsleep() {
    String later = "TO" + "DO|FIX" + "ME|X" + "XX";
    String asleep = "@Dis" + "abled|Thread\\.sl" + "eep\\(|assumeTr" + "ue\\(";
    assertThat(Repository.files(Path.of("src"), ".java"))
        .as("unfinished work belongs into an issue")
        .noneMatch(
            file -> Pattern.compile("\\b(" + later + ")\\b").matcher(Repository.text(file)).find());
    assertThat(Repository.files(Repository.TESTS, ".java"))
        .as("a test that is skipped or sleeps proves nothing, or proves it slowly")
        .noneMatch(file -> Pattern.compile(asleep).matcher(Repository.text(file)).find());
  }

  @Test
  void everyTestIsNamedAsASentence() {
    Pattern test = Pattern.compile("@(?:Test|ParameterizedTest|Property)\\b[^{;]*?void (\\w+)\\(");
    for (Path file : Repository.files(Repository.TESTS, ".java")) {
      assertThat(
              test.matcher(Repository.text(file)).results().map(found -> found.group(1)).toList())
          .as("%s: a name that says what is true", file)
          .noneMatch(name -> name.matches("(test|should)[A-Z].*"));
    }
  }
}
