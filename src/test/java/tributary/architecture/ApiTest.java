package tributary.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** What the OpenAPI document promises is routed, shown by an example, and proved over HTTP. */
class ApiTest {
  private static final Path DOCUMENT = Path.of("src/main/resources/openapi/tributary.yaml");

  /**
   * @param node what the document says of it
   */
  record Operation(String method, String path, String id, Map<String, Object> node) {
    @Override
    public String toString() {
      return id;
    }
  }

  @SuppressWarnings("unchecked")
  static List<Operation> operations() {
    Map<String, Object> document = new Yaml().load(Repository.text(DOCUMENT));
    List<Operation> operations = new ArrayList<>();
    ((Map<String, Map<String, Object>>) document.get("paths"))
        .forEach(
            (path, methods) ->
                methods.forEach(
                    (method, node) -> {
                      if (node instanceof Map<?, ?> map && map.containsKey("operationId")) {
                        operations.add(
                            new Operation(
                                method,
                                path,
                                String.valueOf(map.get("operationId")),
                                (Map<String, Object>) node));
                      }
                    }));
    return operations;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationHasARoute(Operation operation) {
    assertThat(RouteFile.routes().map(route -> route.from().scheme() + ":" + route.from().name()))
        .as("a promise that nobody keeps")
        .contains("direct:" + operation.id());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationShowsAnExampleOfItsAnswer(Operation operation) {
    assertThat(String.valueOf(operation.node().get("responses")))
        .as("%s: people copy examples, they do not read schemas", operation.id())
        .containsPattern("examples?=");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationSaysInASummaryWhatItAnswers(Operation operation) {
    assertThat(String.valueOf(operation.node().get("summary"))).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationIsAskedByAJourney(Operation operation) {
    String path =
        Pattern.compile("\\{[^}]+}")
            .splitAsStream(operation.path() + "$")
            .map(Pattern::quote)
            .reduce((before, after) -> before + "[^/\"?]*" + after)
            .orElseThrow()
            .replace("$\\E", "\\E[\"?]");
    // a variable may be put in between two literals
    Pattern asked = Pattern.compile("/api" + path);
    assertThat(Repository.files(Repository.TESTS, "IT.java"))
        .as("no test asks %s %s over HTTP", operation.method(), operation.path())
        .anyMatch(file -> asked.matcher(joined(file)).find());
  }

  private static String joined(Path file) {
    return Repository.text(file)
        .replaceAll("\"\\s*\\+[^\"]*?\\+\\s*\"", "~")
        .replaceAll("\"\\s*\\+\\s*\"", "");
  }

  @Test
  void everyRouteThatAnswersIsInTheDocument() {
    assertThat(
            RouteFile.routes()
                .filter(route -> route.stage().equals("serve"))
                .map(route -> route.from().name()))
        .as("an answer that no document promises is found by nobody, and kept by nobody")
        .containsExactlyInAnyOrderElementsOf(operations().stream().map(Operation::id).toList());
  }
}
