package tributary.architecture;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws docs/pipeline.md from the routes and the statements, so that it cannot be wrong. */
final class PipelineDrawing {
  private PipelineDrawing() {}

  static String text() {
    return """
        # The pipeline, as the routes have it

        Drawn from `src/main/resources/routes/` and from the statements in the code by `PipelineDrawingTest`, which fails
        when this page is not what they say. Boxes are routes, tubes are topics, drums are tables.

        ## Topics: how an event comes to the store

        ```mermaid
        flowchart LR
        %s```

        Rejected records go to `<topic>.dlt`. What each stage has counted, and up to which offset, goes to
        `tributary.ledger` together with the records it speaks of.

        ## Tables: how it comes from there to an answer

        ```mermaid
        flowchart LR
        %s```

        ## Every route

        | route | begins with | what it does |
        |---|---|---|
        %s"""
        .formatted(topics(), tables(), routes());
  }

  private static List<Route> all() {
    return RouteFile.routes().toList();
  }

  private static String topics() {
    Set<String> nodes = new LinkedHashSet<>();
    Set<String> edges = new LinkedHashSet<>();
    for (Route route : all()) {
      boolean byTopic =
          route.from().isTopic() || route.to().stream().anyMatch(Route.Endpoint::isTopic);
      if (!byTopic) {
        continue;
      }
      nodes.add("  %s[\"%s\"]".formatted(id(route.id()), route.id()));
      if (route.from().isTopic()) {
        nodes.add(topic(route.from().name()));
        edges.add(edge(route.from().name(), route.id()));
      } else {
        String source = route.from().scheme() + "-" + route.from().name();
        nodes.add(
            "  %s(\"%s %s\")".formatted(id(source), route.from().scheme(), route.from().name()));
        edges.add(edge(source, route.id()));
      }
      for (Route.Endpoint to : route.to()) {
        if (to.isTopic()) {
          nodes.add(topic(to.name()));
          edges.add(edge(route.id(), to.name()));
        }
      }
    }
    return lines(nodes) + lines(edges);
  }

  private static String topic(String name) {
    return "  %s([\"%s\"])".formatted(id(name), name);
  }

  private static String edge(String from, String to) {
    return "  %s --> %s".formatted(id(from), id(to));
  }

  /** Mermaid reads dots and hyphens of an id in its own way. */
  private static String id(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_");
  }

  private static String tables() {
    Set<String> nodes = new TreeSet<>();
    Set<String> edges = new TreeSet<>();
    for (CqlTable table : CqlTable.all()) {
      nodes.add("  %s[(%s)]".formatted(table.name(), table.name()));
      for (String stage : table.stages(true)) {
        nodes.add("  %s[%s]".formatted(stage, stage));
        edges.add("  %s --> %s".formatted(stage, table.name()));
      }
      for (String stage : table.stages(false)) {
        nodes.add("  %s[%s]".formatted(stage, stage));
        edges.add("  %s --> %s".formatted(table.name(), stage));
      }
    }
    return lines(nodes) + lines(edges);
  }

  private static String routes() {
    return all().stream()
        .map(
            route ->
                "| `%s` | `%s` | %s |\n"
                    .formatted(
                        route.id(),
                        route.from().scheme() + ":" + route.from().name(),
                        route.description()))
        .collect(Collectors.joining());
  }

  private static String lines(Set<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
