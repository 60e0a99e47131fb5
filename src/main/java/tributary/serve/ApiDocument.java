package tributary.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document, read once: what may be asked, and how it is served as JSON. */
@Component
class ApiDocument {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final byte[] json;
  private final String base;
  private final List<Operation> operations;

  ApiDocument() {
    JsonNode document = load();
    this.json = Json.bytes(document);
    this.base = document.at("/servers/0/url").asText();
    this.operations = List.copyOf(operations(document));
  }

  byte[] json() {
    return json.clone();
  }

  /** What stands before every path: {@code /api}. */
  String base() {
    return base;
  }

  List<Operation> operations() {
    return operations;
  }

  /**
   * @param segments of the path behind the base, decoded
   * @throws Refusal 404 for an unknown path, 405 for a method that the path does not have
   */
  Operation find(String method, List<String> segments) {
    List<Operation> here =
        operations.stream()
            .filter(operation -> operation.match(segments) >= 0)
            .sorted(Comparator.comparing((Operation one) -> -one.match(segments)))
            .toList();
    if (here.isEmpty()) {
      throw Refusal.notFound("There is nothing at this path; /openapi.json lists what there is");
    }
    return here.stream()
        .filter(operation -> operation.method().equals(method))
        .findFirst()
        .orElseThrow(() -> Refusal.method(method, allowed(here)));
  }

  /** Methods a path answers to, as the header {@code Allow} names them. */
  static String allowed(List<Operation> here) {
    Set<String> methods = new TreeSet<>();
    for (Operation operation : here) {
      methods.add(operation.method());
      if (operation.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  private static List<Operation> operations(JsonNode document) {
    List<Operation> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      List<String> template = List.of(path.getKey().substring(1).split("/"));
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (METHODS.contains(entry.getKey())) {
          JsonNode operation = entry.getValue();
          all.add(
              new Operation(
                  operation.path("operationId").asText(),
                  entry.getKey().toUpperCase(Locale.ROOT),
                  template,
                  query(document, path.getValue(), operation),
                  operation.at("/responses/200/content").has("text/csv"),
                  operation.at("/responses/200/content").has("text/event-stream"),
                  operation.has("requestBody")));
        }
      }
    }
    return all;
  }

  private static Set<String> query(JsonNode document, JsonNode path, JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
      for (JsonNode item : list) {
        JsonNode parameter =
            item.has("$ref") ? document.at(item.get("$ref").asText().substring(1)) : item;
        if (parameter.path("in").asText().equals("query")) {
          names.add(parameter.path("name").asText());
        }
      }
    }
    return names;
  }

  private static JsonNode load() {
    try (InputStream in = new ClassPathResource("openapi/tributary.yaml").getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return Json.MAPPER.valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
