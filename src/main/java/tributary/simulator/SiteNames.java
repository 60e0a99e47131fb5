package tributary.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Language and project of a domain, as the contract defines them, for the witness alone. */
final class SiteNames {
  private static final Set<String> IN_MANY_LANGUAGES =
      Set.of(
          "wikipedia",
          "wiktionary",
          "wikibooks",
          "wikinews",
          "wikiquote",
          "wikisource",
          "wikiversity",
          "wikivoyage");
  private static final Set<String> NO_LANGUAGE = Set.of("www", "test", "test2", "beta", "m");

  private SiteNames() {}

  static @Nullable String language(String domain) {
    List<String> labels = labels(domain);
    boolean has = labels.size() == 3 && IN_MANY_LANGUAGES.contains(labels.get(1));
    return has && !NO_LANGUAGE.contains(labels.get(0)) ? labels.get(0) : null;
  }

  static String project(String domain) {
    List<String> labels = labels(domain);
    boolean chapter = labels.size() == 3 && labels.get(1).equals("wikimedia");
    return chapter || labels.size() < 3 ? labels.get(0) : labels.get(1);
  }

  /** Without the {@code m} of a mobile host. */
  private static List<String> labels(String domain) {
    List<String> labels = Arrays.asList(domain.split("\\."));
    return labels.size() == 4 && labels.get(1).equals("m")
        ? List.of(labels.get(0), labels.get(2), labels.get(3))
        : labels;
  }
}
