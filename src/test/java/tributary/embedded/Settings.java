package tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The application's own settings, with both servers embedded on free ports and some changes. */
final class Settings {
  private Settings() {}

  static Environment of(Path dataDirectory, String... changes) {
    Map<String, Object> changed = new HashMap<>();
    changed.put("tributary.data-dir", dataDirectory.toString());
    changed.put("tributary.embedded.kafka-port", "0");
    changed.put("tributary.embedded.cassandra-port", "0");
    for (String change : changes) {
      String[] parts = change.split("=", 2);
      changed.put(parts[0], parts[1]);
    }
    StandardEnvironment environment = new StandardEnvironment();
    try {
      new YamlPropertySourceLoader()
          .load("application.yaml", new ClassPathResource("application.yaml"))
          .forEach(environment.getPropertySources()::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.getPropertySources().addFirst(new MapPropertySource("changed", changed));
    return environment;
  }
}
