package tributary.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One file of {@code routes/}.
 *
 * @param stage its folder without the number: {@code store} for {@code 3-store}
 * @param items its top-level elements, each a mapping with one key
 */
record RouteFile(Path path, String stage, String text, List<Map<String, Object>> items) {

  static List<RouteFile> all() {
    return Repository.files(Repository.ROUTES, ".yaml").stream().map(RouteFile::read).toList();
  }

  static Stream<Route> routes() {
    List<RouteFile> all = all();
    return all.stream().flatMap(file -> file.routes(all));
  }

  @SuppressWarnings("unchecked")
  private static RouteFile read(Path path) {
    String text = Repository.text(path);
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    String folder = path.getParent().getFileName().toString();
    return new RouteFile(
        path,
        folder.substring(folder.indexOf('-') + 1),
        text,
        (List<Map<String, Object>>) yaml.load(text));
  }

  /** The elements of one kind, such as {@code route}. */
  @SuppressWarnings("unchecked")
  Stream<Map<String, Object>> items(String kind) {
    return items.stream()
        .filter(item -> item.containsKey(kind))
        .map(item -> (Map<String, Object>) item.get(kind));
  }

  /** The lines before the first element. */
  List<String> header() {
    return text.lines().takeWhile(line -> line.startsWith("#")).toList();
  }

  /** The routes of this file, those made from templates included. */
  Stream<Route> routes(List<RouteFile> all) {
    Stream<Route> plain = items("route").map(route -> Route.of(this, route));
    return Stream.concat(plain, items("templatedRoute").map(made -> fromTemplate(made, all)));
  }

  @SuppressWarnings("unchecked")
  private Route fromTemplate(Map<String, Object> made, List<RouteFile> all) {
    Map<String, Object> template =
        all.stream()
            .flatMap(file -> file.items("routeTemplate"))
            .filter(candidate -> candidate.get("id").equals(made.get("routeTemplateRef")))
            .findFirst()
            .orElseThrow(() -> new AssertionError(path + " uses a template that does not exist"));
    Map<String, Object> route = new LinkedHashMap<>((Map<String, Object>) template.get("route"));
    for (Map<String, String> parameter : (List<Map<String, String>>) made.get("parameters")) {
      String placeholder = "{{" + parameter.get("name") + "}}";
      route = (Map<String, Object>) filled(route, placeholder, parameter.get("value"));
    }
    route.put("id", made.get("routeId"));
    return Route.of(this, route);
  }

  private static Object filled(Object node, String placeholder, String value) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(key, filled(inner, placeholder, value)));
      return copy;
    }
    if (node instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(inner -> copy.add(filled(inner, placeholder, value)));
      return copy;
    }
    return node instanceof String text ? text.replace(placeholder, value) : node;
  }

  @Override
  public String toString() {
    return Repository.ROUTES.relativize(path).toString();
  }
}
