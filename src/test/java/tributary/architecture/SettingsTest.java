package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Every bound is a setting; every setting is declared, checked, documented, and can be set. */
class SettingsTest {
  private static final Path OPERATIONS = Path.of("docs/operations.md");

  /** Read by {@code @Value}, or made by the program itself: not for people to set. */
  private static final Set<String> NOT_FOR_PEOPLE = Set.of("tributary.version", "tributary.mode");

  /** Made from {@code tributary.ingest.wikimedia.streams}. */
  private static final String DERIVED = "tributary.ingest.wikimedia.started.";

  @Configuration(proxyBeanMethods = false)
  @ConfigurationPropertiesScan("tributary")
  static class AllSettings {}

  /** Starts fail by the dozen here, and each would be reported with its stack trace. */
  @BeforeAll
  static void expectFailures() {
    LoggingSystem.get(SettingsTest.class.getClassLoader())
        .setLogLevel("org.springframework.context", LogLevel.ERROR);
  }

  static Collection<Setting> all() {
    return Setting.all().values();
  }

  /** Those that "nonsense" is no value of. */
  static Stream<Setting> checked() {
    return all().stream()
        .filter(setting -> !setting.type().contains("String"))
        .filter(setting -> !setting.isOpen());
  }

  static Stream<Setting> durationsAndNumbers() {
    return all().stream()
        .filter(
            setting ->
                setting
                    .type()
                    .matches(
                        "java\\.time\\.Duration|java\\.lang\\.(Integer|Long|Short)|.*DataSize"))
        .filter(setting -> !setting.name().equals("tributary.simulator.seed"));
  }

  @Test
  void everyKeyOfTheSettingsFileIsDeclaredByARecord() {
    assertThat(Setting.yaml().keySet().stream().filter(name -> !NOT_FOR_PEOPLE.contains(name)))
        .as("a misspelt key is silently nobody's: it must be a component of a settings record")
        .isSubsetOf(Setting.all().keySet());
  }

  @Test
  void everyPlaceholderOfARouteIsDeclaredByARecord() {
    Pattern placeholder = Pattern.compile("\\{\\{(tributary\\.[^}:]+)");
    Set<String> used = new TreeSet<>();
    for (RouteFile file : RouteFile.all()) {
      placeholder.matcher(file.text()).results().map(found -> found.group(1)).forEach(used::add);
    }
    used.removeIf(name -> name.startsWith(DERIVED));
    assertThat(used)
        .as("only a validated record stops the start on a wrong value, and names it")
        .isNotEmpty()
        .isSubsetOf(Setting.all().keySet());
  }

  @Test
  void everyValueThatIsReadBesideTheRecordsIsDeclaredToo() {
    Pattern value = Pattern.compile("@Value\\(\"\\$\\{(tributary\\.[^}:]+)");
    List<String> used = new ArrayList<>();
    for (Path file : Repository.files(Repository.MAIN, ".java")) {
      value
          .matcher(Repository.text(file))
          .results()
          .map(found -> found.group(1))
          .forEach(used::add);
    }
    used.removeAll(NOT_FOR_PEOPLE);
    assertThat(used).isSubsetOf(Setting.all().keySet());
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSettingHasOneDefaultAndASentence(Setting setting) {
    assertThat(setting.sentence()).as(setting.name()).isNotBlank();
    assertThat(Set.copyOf(setting.defaults()))
        .as("%s is declared in several records: their defaults must agree", setting.name())
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void anEnvironmentVariableOfTheSameNameSetsIt(Setting setting) {
    if (setting.isOpen()) {
      return;
    }
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(Names.environmentVariable(setting.name()), "from outside")));
    ConfigurationPropertySources.attach(environment);
    assertThat(Binder.get(environment).bind(setting.name(), String.class).orElse("not set"))
        .isEqualTo("from outside");
    assertThat(environment.getProperty(setting.name()))
        .as("placeholders of routes are looked up so")
        .isEqualTo("from outside");
  }

  @ParameterizedTest
  @MethodSource("checked")
  void aValueOfTheWrongKindStopsTheStartAndIsNamed(Setting setting) {
    assertStopsTheStart(setting, "nonsense");
  }

  @ParameterizedTest
  @MethodSource("durationsAndNumbers")
  void aNegativeValueStopsTheStartAndIsNamed(Setting setting) {
    boolean number = setting.type().startsWith("java.lang");
    assertStopsTheStart(
        setting, number ? "-1" : setting.type().contains("Duration") ? "-1s" : "-1B");
  }

  @Test
  void theDefaultsStart() {
    runner().run(context -> assertThat(context).hasNotFailed());
  }

  private static void assertStopsTheStart(Setting setting, String value) {
    String block = setting.name().substring(0, setting.name().lastIndexOf('.'));
    runner()
        .withPropertyValues(setting.name() + "=" + value)
        .run(
            context -> {
              assertThat(context.getStartupFailure()).as(setting + " = " + value).isNotNull();
              StringBuilder said = new StringBuilder();
              for (Throwable cause = context.getStartupFailure();
                  cause != null;
                  cause = cause.getCause()) {
                said.append(cause).append('\n');
              }
              assertThat(said.toString()).contains(block);
            });
  }

  private static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
        .withUserConfiguration(AllSettings.class)
        .withPropertyValues(
            Setting.yaml().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
  }

  @Test
  void theTableForOperatorsIsTheTruth() {
    String document = Repository.text(OPERATIONS);
    String begin = "<!-- settings: made from the code, checked by SettingsTest -->\n";
    String end = "<!-- end of settings -->";
    assertThat(document).contains(begin, end);
    int from = document.indexOf(begin) + begin.length();
    String right =
        document.substring(0, from) + table() + document.substring(document.indexOf(end));
    String command = Repository.copyCommand(OPERATIONS, right);
    assertThat(document).as("The table of settings is out of date: %s", command).isEqualTo(right);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "| setting, and its environment variable | default | meaning |\n|---|---|---|\n");
    for (Setting setting : all()) {
      String value = setting.value().isEmpty() ? "none" : "`" + setting.value() + "`";
      table.append(
          "| `%s`<br>`%s` | %s | %s |%n"
              .formatted(
                  setting.name(),
                  setting.isOpen() ? "in a file only" : Names.environmentVariable(setting.name()),
                  value,
                  setting.sentence().replace("|", "\\|")));
    }
    return table.toString();
  }
}
