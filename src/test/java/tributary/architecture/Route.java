package tributary.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route as its YAML says it. */
record Route(
    RouteFile file,
    String id,
    @Nullable String description,
    @Nullable String configuration,
    Endpoint from,
    List<Endpoint> to,
    int depth) {

  /**
   * @param name what is behind the scheme, or the parameter that stands for it; without the prefix
   *     of the installation
   */
  record Endpoint(String uri, String scheme, String name, Map<String, Object> parameters) {
    private static final String PREFIX = "{{tributary.platform.topic-prefix:}}";

    @SuppressWarnings("unchecked")
    static Endpoint of(Map<String, Object> node) {
      String uri = String.valueOf(node.get("uri"));
      Map<String, Object> parameters =
          (Map<String, Object>) node.getOrDefault("parameters", Map.of());
      int colon = uri.indexOf(':');
      String scheme = colon < 0 ? uri : uri.substring(0, colon);
      String name =
          colon >= 0
              ? uri.substring(colon + 1)
              : String.valueOf(
                  parameters.getOrDefault(
                      switch (scheme) {
                        case "kafka", "kafka-batch" -> "topic";
                        case "sse" -> "stream";
                        case "quartz" -> "triggerName";
                        default -> "name";
                      },
                      ""));
      return new Endpoint(uri, scheme, name.replace(PREFIX, ""), parameters);
    }

    boolean isTopic() {
      return scheme.equals("kafka") || scheme.equals("kafka-batch");
    }
  }

  @SuppressWarnings("unchecked")
  static Route of(RouteFile file, Map<String, Object> node) {
    Map<String, Object> from = (Map<String, Object>) node.get("from");
    List<Endpoint> to = new ArrayList<>();
    collect(from.get("steps"), to);
    return new Route(
        file,
        String.valueOf(node.get("id")),
        (String) node.get("description"),
        (String) node.get("routeConfigurationId"),
        Endpoint.of(from),
        to,
        depth(from));
  }

  private static void collect(@Nullable Object node, List<Endpoint> to) {
    if (node instanceof List<?> steps) {
      steps.forEach(step -> collect(step, to));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("to") || key.equals("toD") || key.equals("wireTap")) {
              to.add(endpoint(value));
            } else {
              collect(value, to);
            }
          });
    }
  }

  @SuppressWarnings("unchecked")
  private static Endpoint endpoint(Object value) {
    return Endpoint.of(
        value instanceof Map ? (Map<String, Object>) value : Map.of("uri", String.valueOf(value)));
  }

  /** How deep steps lie in steps. */
  private static int depth(@Nullable Object node) {
    int deepest = 0;
    if (node instanceof List<?> list) {
      for (Object inner : list) {
        deepest = Math.max(deepest, depth(inner));
      }
    } else if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        int own = entry.getKey().equals("steps") ? 1 : 0;
        deepest = Math.max(deepest, own + depth(entry.getValue()));
      }
    }
    return deepest;
  }

  String stage() {
    return file.stage();
  }

  @Override
  public String toString() {
    return id + " in " + file;
  }
}
