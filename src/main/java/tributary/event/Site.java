package tributary.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the domain of a wiki says of it. {@code be-tarask.wikipedia.org} is be-tarask/wikipedia;
 * {@code commons.wikimedia.org} is no language/commons.
 *
 * @param language null for a wiki of all languages, or of none
 * @param project such as {@code wikipedia}; of wikimedia.org the first label
 */
public record Site(@Nullable String language, String project) {
  /** The families whose wikis are told apart by a language in front. */
  private static final Set<String> BY_LANGUAGE =
      Set.of(
          "wikipedia",
          "wiktionary",
          "wikibooks",
          "wikinews",
          "wikiquote",
          "wikisource",
          "wikiversity",
          "wikivoyage");

  /** First labels that name a purpose. The last four are single Wikipedias of no language. */
  private static final Set<String> NO_LANGUAGE =
      Set.of("www", "test", "test2", "beta", "m", "nostalgia", "ten", "thankyou", "sep11");

  /** Hosts of the test cluster: what stands in front is built as on the real ones. */
  private static final List<String> TEST_CLUSTER =
      List.of(".beta.wmflabs.org", ".beta.wmcloud.org");

  public static Site of(String domain) {
    List<String> labels = labels(domain.toLowerCase(Locale.ROOT));
    int last = labels.size() - 1;
    if (last < 1) {
      return new Site(null, labels.isEmpty() ? domain : labels.get(0));
    }
    String family = labels.get(last - 1);
    String first = labels.get(0);
    if (family.equals("wikimedia")) {
      return new Site(null, last < 2 || first.equals("www") ? family : first);
    }
    boolean named = last >= 2 && BY_LANGUAGE.contains(family) && !NO_LANGUAGE.contains(first);
    return new Site(named ? first : null, family);
  }

  /** The parts between the dots, without the {@code m} of mobile hosts. */
  private static List<String> labels(String domain) {
    String name = domain;
    for (String cluster : TEST_CLUSTER) {
      if (name.endsWith(cluster)) {
        name = name.substring(0, name.length() - cluster.length()) + ".org";
      }
    }
    List<String> labels = new ArrayList<>();
    for (String label : name.split("\\.")) {
      boolean mobile = label.equals("m") && !labels.isEmpty();
      if (!label.isEmpty() && !mobile) {
        labels.add(label);
      }
    }
    return labels;
  }
}
