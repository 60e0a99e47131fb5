package tributary.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * In development, puts an edited route file into effect while the application runs. An edit that
 * does not work leaves the routes as they were and says why.
 *
 * <p>Camel's own reload would do for routes alone: of a file whose text is well-formed YAML and
 * still no working route it has removed the old route when it notices, and it does not make the
 * routes of a template anew. So the last working text of each file is kept, and put back.
 */
@Component
class RouteReload {
  private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
  private static final String FILES = ".camel.yaml";

  /** What stands in this folder is built into the routes of all others. */
  private static final String SHARED = "0-shared";

  private final CamelContext camel;
  private final boolean wanted;

  /** How long the watcher may take to notice that it is to end. */
  private static final long POLL_MILLIS = 250;

  private final Path directory;
  private final FileWatcherResourceReloadStrategy watcher;
  private final Map<Path, String> working = new TreeMap<>();

  RouteReload(CamelContext camel, ReloadSettings settings) {
    this.camel = camel;
    this.wanted = !settings.reloadRoutesFrom().isBlank();
    this.directory = Path.of(settings.reloadRoutesFrom()).toAbsolutePath().normalize();
    this.watcher = new FileWatcherResourceReloadStrategy(this.directory.toString(), true);
    watcher.setFileFilter(file -> file.getName().endsWith(FILES));
    watcher.setResourceReload((name, resource) -> changed(Path.of(resource.getURI())));
    watcher.setCamelContext(camel);
    watcher.setPollTimeout(POLL_MILLIS);
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() throws IOException {
    if (!wanted) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(FILES)).toList()) {
        working.put(file, Files.readString(file));
      }
    }
    watcher.start();
    LOG.atInfo().addKeyValue("directory", directory).log("Edited routes take effect at once");
  }

  /** Called by the one thread of the watcher. */
  void changed(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    String text = Files.readString(path);
    String before = working.get(path);
    // some editors empty a file before they write it, and most touch it more than once
    if (text.isBlank() || text.equals(before)) {
      return;
    }
    Map<Path, String> edited = new LinkedHashMap<>(Map.of(path, text));
    if (path.startsWith(directory.resolve(SHARED))) {
      working.forEach(edited::putIfAbsent);
    }
    Deque<Path> touched = new ArrayDeque<>();
    try {
      for (Map.Entry<Path, String> one : edited.entrySet()) {
        touched.addFirst(one.getKey());
        replace(one.getKey(), one.getValue());
      }
      working.put(path, text);
      LOG.atInfo().addKeyValue("file", name(path)).log("Route file reloaded");
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("file", name(path))
          .log("The edit does not work and what ran before goes on: {}", reason(e));
      touched.remove(path);
      touched.addFirst(path);
      restore(touched);
    }
  }

  /**
   * What the others share first, then the one whose routes are gone, since requests wait for them;
   * what fails, because it needs another, is tried again behind that.
   */
  private void restore(Deque<Path> left) {
    left.removeIf(file -> !working.containsKey(file));
    for (int tries = left.size() * left.size(); tries > 0 && !left.isEmpty(); tries--) {
      Path file = left.removeFirst();
      try {
        replace(file, Objects.requireNonNull(working.get(file)));
      } catch (Exception e) {
        left.addLast(file);
        LOG.debug("Not put back yet: {}", file, e);
      }
    }
    for (Path file : left) {
      LOG.atError()
          .addKeyValue("file", name(file))
          .log("The routes from before the edit do not start again; start the application anew");
    }
  }

  private void replace(Path path, String text) throws Exception {
    Resource resource = resource(path, text);
    RoutesLoader loader = PluginHelper.getRoutesLoader(camel);
    loader.updateRoutes(List.of(resource));
    remakeFromTemplates(loader.findRoutesBuilders(resource));
  }

  private void remakeFromTemplates(Collection<RoutesBuilder> builders) throws Exception {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    for (RoutesBuilder builder : builders) {
      if (builder instanceof RouteBuilder routes) {
        routes.configureRoutes(camel);
        List<RouteTemplateDefinition> templates =
            routes.getRouteTemplateCollection().getRouteTemplates();
        for (RouteTemplateDefinition template : templates) {
          camel.removeRouteTemplates(template.getId());
        }
        model.addRouteTemplateDefinitions(templates);
        for (TemplatedRouteDefinition made :
            routes.getTemplatedRouteCollection().getTemplatedRoutes()) {
          if (made.getRouteId() != null && camel.getRoute(made.getRouteId()) != null) {
            camel.getRouteController().stopRoute(made.getRouteId());
            camel.removeRoute(made.getRouteId());
          }
        }
        routes.addTemplatedRoutesToCamelContext(camel);
      }
    }
  }

  private static Resource resource(Path path, String text) {
    return ResourceHelper.fromBytes(path.toUri().toString(), text.getBytes(StandardCharsets.UTF_8));
  }

  private String name(Path path) {
    return directory.relativize(path).toString();
  }

  /** The innermost cause says what is wrong; those around it only where. */
  private static String reason(Throwable error) {
    Throwable innermost = error;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage());
  }

  /** Before Camel stops, which would wait for the watcher's thread until its patience ends. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    watcher.stop();
  }
}
