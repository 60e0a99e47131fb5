package tributary.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * A setting as {@code application.yaml} and the settings records declare it.
 *
 * @param type Java type of the record's component
 * @param value its default; {@code application.yaml} comes before the record
 * @param defaults every default that is declared for it anywhere
 * @param sentence what it means
 */
record Setting(String name, String type, String value, List<String> defaults, String sentence) {
  private static final Path YAML = Path.of("src/main/resources/application.yaml");
  private static final Path METADATA =
      Path.of("target/classes/META-INF/spring-configuration-metadata.json");

  /** All settings that a record declares, by name. */
  static Map<String, Setting> all() {
    Map<String, String> yaml = yaml();
    Map<String, String> comments = comments();
    Map<String, Setting> all = new TreeMap<>();
    for (JsonNode property : metadata().path("properties")) {
      String name = property.path("name").asText();
      if (!name.startsWith("tributary.")) {
        continue;
      }
      Setting before = all.get(name);
      List<String> defaults = new ArrayList<>(before == null ? List.of() : before.defaults());
      defaults.add(property.path("defaultValue").asText(""));
      String sentence =
          before != null
              ? before.sentence()
              : comments.getOrDefault(name, asSentence(property.path("description").asText("")));
      String value = yaml.getOrDefault(name, defaults.get(0));
      all.put(name, new Setting(name, property.path("type").asText(), value, defaults, sentence));
    }
    return all;
  }

  /** The values of {@code application.yaml}. */
  static Map<String, String> yaml() {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (PropertySource<?> source :
          new YamlPropertySourceLoader().load("yaml", new FileSystemResource(YAML))) {
        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
          if (name.startsWith("tributary.")) {
            values.put(name, String.valueOf(source.getProperty(name)));
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return values;
  }

  private static JsonNode metadata() {
    try {
      return new ObjectMapper().readTree(Repository.text(METADATA));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The comment lines right above a key; neighbours of one meaning share it. */
  static Map<String, String> comments() {
    Map<String, String> comments = new LinkedHashMap<>();
    List<String> path = new ArrayList<>();
    StringBuilder comment = new StringBuilder();
    boolean used = false;
    for (String line : Repository.text(YAML).lines().toList()) {
      String text = line.strip();
      if (text.startsWith("#")) {
        if (used) {
          comment.setLength(0);
        }
        used = false;
        comment.append(comment.isEmpty() ? "" : " ").append(text.substring(1).strip());
        continue;
      }
      int colon = text.indexOf(':');
      if (colon < 0) {
        comment.setLength(0);
        continue;
      }
      int depth = (line.length() - line.stripLeading().length()) / 2;
      path.subList(Math.min(depth, path.size()), path.size()).clear();
      path.add(text.substring(0, colon));
      if (text.length() == colon + 1) {
        comment.setLength(0); // a block begins: its comment is not that of its first key
      } else if (!comment.isEmpty()) {
        comments.put(String.join(".", path), comment.toString());
        used = true;
      }
    }
    return comments;
  }

  private static String asSentence(String description) {
    String plain = description.replaceAll("\\{@code ([^}]*)}", "`$1`").strip();
    return plain.isEmpty()
        ? ""
        : Character.toUpperCase(plain.charAt(0))
            + plain.substring(1)
            + (plain.endsWith(".") ? "" : ".");
  }

  boolean isOpen() {
    return type.startsWith("java.util.Map");
  }
}
