package tributary.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages meet in topics and tables, never in each other's code. */
class StagesTest {
  static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("tributary");

  @Test
  void everyPackageHasItsPlaceInTheHouse() {
    assertThat(
            MAIN.stream()
                .map(type -> type.getPackageName())
                .filter(name -> name.startsWith("tributary."))
                .map(name -> name.split("\\.")[1])
                .distinct()
                .toList())
        .as("a package beside the stages would be a place where two of them could meet")
        .isSubsetOf(
            "clean",
            "embedded",
            "event",
            "ingest",
            "measure",
            "platform",
            "report",
            "serve",
            "simulator",
            "store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ingest", "clean", "store", "measure", "report", "serve", "embedded", "simulator"})
  void aStageKnowsOnlyEventsAndThePlatform(String stage) {
    String own = "tributary." + stage + "..";
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAPackage("tributary..")
                .and(resideOutsideOfPackages(own, "tributary.event..", "tributary.platform..")))
        .because(
            "a stage that calls another cannot be stopped, replayed or scaled alone; let them meet"
                + " in a topic or a table")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void thePlatformKnowsNoStage() {
    noClasses()
        .that()
        .resideInAPackage("tributary.platform..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("tributary..")
                .and(resideOutsideOfPackages("tributary.platform..", "tributary.event..")))
        .because("what all stages stand on must not lean on one of them")
        .check(MAIN);
  }

  @Test
  void eventsKnowNeitherSpringNorCamelNorKafka() {
    noClasses()
        .that()
        .resideInAPackage("tributary.event..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.springframework..",
                    "org.apache.camel..",
                    "org.apache.kafka..",
                    "com.datastax..")
                .or(
                    resideInAPackage("tributary..")
                        .and(resideOutsideOfPackages("tributary.event.."))))
        .because("what travels in topics outlives every framework that carries it")
        .check(MAIN);
  }

  @Test
  void beansTakePlainArgumentsAndNotCamelsExchange() {
    List<String> adapters =
        List.of("tributary.serve.ApiExchange", "tributary.serve.GuardedRequest");
    classes()
        .that()
        .resideInAPackage("tributary..")
        .and()
        .resideOutsideOfPackages("tributary.platform..", "tributary.ingest.sse..")
        .and()
        .doNotHaveFullyQualifiedName(adapters.get(0))
        .and()
        .doNotHaveFullyQualifiedName(adapters.get(1))
        .should()
        .onlyDependOnClassesThat(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "are not Exchange, Message or Processor",
                type ->
                    Arrays.asList("Exchange", "Message", "Processor").stream()
                        .noneMatch(name -> type.getName().equals("org.apache.camel." + name))))
        .because(
            "a bean that takes an Exchange cannot be read or tested without Camel; only components,"
                + " the platform and the HTTP adapter of serve may")
        .check(MAIN);
  }
}
