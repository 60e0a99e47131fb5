package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How routes are written, so that the folder reads as one program. */
class RoutesTest {
  private static final Set<String> LANGUAGES =
      Set.of(
          "constant",
          "simple",
          "method",
          "header",
          "exchangeProperty",
          "variable",
          "jsonpath",
          "jq",
          "groovy",
          "js",
          "java",
          "joor",
          "language",
          "ref",
          "tokenize",
          "xpath");

  /** Where an expression stands: written out, or where Camel's schema wants it bare. */
  private static final Set<String> EXPRESSIONS =
      Set.of("expression", "handled", "continued", "bean");

  private static final Set<String> ELEMENTS =
      Set.of("route", "routeTemplate", "templatedRoute", "routeConfiguration", "rest");

  static List<RouteFile> files() {
    return RouteFile.all();
  }

  static Stream<Route> routes() {
    return RouteFile.routes();
  }

  static Stream<Route> stageRoutes() {
    return routes().filter(route -> !route.stage().equals("serve"));
  }

  static Stream<Route> serveRoutes() {
    return routes().filter(route -> route.stage().equals("serve"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileSaysFirstWhatItDoesAndBetweenWhat(RouteFile file) {
    assertThat(file.header()).as("a header comment of two to four lines").hasSizeBetween(2, 4);
    if (!file.stage().equals("shared")) {
      assertThat(String.join("\n", file.header()))
          .as("a reader sees where events come from and where they go")
          .containsPattern("Before: \\S.* {2,}After: \\S");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileFitsOnOneScreen(RouteFile file) {
    assertThat(file.text().lines().count())
        .as("%s: above 90 lines a file tells more than one story; split it", file)
        .isLessThanOrEqualTo(90);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileIsWrittenInTheCanonicalForm(RouteFile file) {
    List<String> faults = new ArrayList<>();
    file.items().stream()
        .flatMap(item -> item.keySet().stream())
        .filter(kind -> !ELEMENTS.contains(kind))
        .forEach(kind -> faults.add("top-level " + kind));
    file.items().forEach(item -> lookForShorthand(item, "", faults));
    assertThat(faults)
        .as("%s: one way to write a thing, so that routes can be compared and searched", file)
        .isEmpty();
  }

  private static void lookForShorthand(@Nullable Object node, String key, List<String> faults) {
    if (node instanceof List<?> list) {
      list.forEach(inner -> lookForShorthand(inner, key, faults));
    } else if (node instanceof Map<?, ?> map) {
      boolean parameters = key.equals("parameters");
      map.forEach(
          (name, value) -> {
            String inner = String.valueOf(name);
            if (!parameters) {
              if (LANGUAGES.contains(inner) && !EXPRESSIONS.contains(key)) {
                faults.add(key + "." + inner + " without expression:");
              }
              if (Set.of("to", "toD", "bean", "log", "setBody", "from").contains(inner)
                  && !(value instanceof Map)) {
                faults.add(inner + " as a plain text");
              }
              if (inner.equals("uri") && String.valueOf(value).contains("?")) {
                faults.add("options in the uri " + value);
              }
            }
            lookForShorthand(value, inner, faults);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteSaysInOneSentenceWhatItDoesForTheUser(Route route) {
    assertThat(route.description()).as("description of " + route).isNotBlank();
    assertThat(route.description()).as("of " + route).matches("[A-Z].{20,}[^.]");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteSaysHowItsFailuresEnd(Route route) {
    Set<Object> known =
        RouteFile.all().stream()
            .flatMap(file -> file.items("routeConfiguration"))
            .map(configuration -> configuration.get("id"))
            .collect(Collectors.toSet());
    assertThat(known)
        .as("%s: without one, Camel's own error handler drops what fails", route)
        .contains(route.configuration());
  }

  @ParameterizedTest
  @MethodSource("files")
  void failuresAreDecidedInTheSharedFolderOnly(RouteFile file) {
    boolean decides =
        file.text().contains("onException:")
            || file.text().contains("errorHandler:")
            || file.text().contains("doTry:");
    assertThat(decides && !file.stage().equals("shared"))
        .as("%s: how failures end is decided once, in 0-shared", file)
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("stageRoutes")
  void aRouteIsNamedAfterItsStageAndLiesInItsFolder(Route route) {
    assertThat(route.id())
        .as("the id is in metrics, logs and consumer groups: it has to lead to the file")
        .matches(route.stage() + "-[a-z][a-z0-9-]*");
  }

  @ParameterizedTest
  @MethodSource("serveRoutes")
  void aRouteThatAnswersIsNamedAfterItsOperation(Route route) {
    assertThat(route.from().scheme()).isEqualTo("direct");
    assertThat(route.from().name())
        .as("the operationId is the id of the route in camelCase")
        .isEqualTo(Names.camelCase(route.id()));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void stagesAreJoinedByTopicsOnly(Route route) {
    assertThat(route.from().scheme())
        .as("where %s begins", route)
        .isIn("sse", "kafka", "kafka-batch", "quartz", "direct", "platform-http");
    for (Route.Endpoint to : route.to()) {
      assertThat(to.scheme())
          .as("%s: an in-memory queue would lose its events in a crash", route)
          .isIn("kafka", "kafka-batch", "direct", "cql");
      if (to.scheme().equals("direct")) {
        assertThat(route.file().routes(RouteFile.all()).map(other -> other.from().name()))
            .as("%s: a direct: route is private to its file", route)
            .contains(to.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aConsumerOfATopicHasTheGroupOfItsRoute(Route route) {
    if (route.from().isTopic()) {
      assertThat(route.from().parameters().get("groupId"))
          .as("operators find the lag of a route under its own name")
          .isEqualTo("tributary-" + route.id());
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aRouteIsNotNestedDeeply(Route route) {
    assertThat(route.depth())
        .as("%s: a fourth level wants a bean, or a route of its own", route)
        .isLessThanOrEqualTo(3);
  }

  @Test
  void idsAreUnique() {
    assertThat(routes().map(Route::id)).doesNotHaveDuplicates();
  }
}
