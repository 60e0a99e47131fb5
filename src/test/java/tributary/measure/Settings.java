package tributary.measure;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tributary.platform.TopicSettings;

/** Settings with their defaults, some of them changed. */
final class Settings {
  private Settings() {}

  /**
   * @param changed as {@code name=value}, without {@code tributary.measure.}
   */
  static MeasureSettings measure(String... changed) {
    Map<String, String> values = new HashMap<>();
    for (String setting : changed) {
      String[] parts = setting.split("=", 2);
      values.put("tributary.measure." + parts[0], parts[1]);
    }
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("tributary.measure", MeasureSettings.class);
  }

  static TopicSettings topics() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("tributary.platform", TopicSettings.class);
  }
}
