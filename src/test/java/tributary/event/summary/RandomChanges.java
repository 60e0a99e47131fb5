package tributary.event.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of every shape, few keys and many, some fields unknown. */
public final class RandomChanges {
  private static final List<String> DOMAINS =
      List.of("en.wikipedia.org", "www.wikidata.org", "uk.wikipedia.org", "commons.wikimedia.org");

  private RandomChanges() {}

  /**
   * @param keys how many titles and users there are on each domain, about
   */
  public static List<ChangeFacts> of(long seed, int changes, int keys) {
    Random random = new Random(seed);
    List<ChangeFacts> all = new ArrayList<>(changes);
    for (int i = 0; i < changes; i++) {
      all.add(one(random, keys));
    }
    return all;
  }

  public static ChangeFacts one(Random random, int keys) {
    String type = List.of("edit", "edit", "edit", "new", "log").get(random.nextInt(5));
    boolean log = type.equals("log");
    return new ChangeFacts(
        DOMAINS.get(Math.min(3, random.nextInt(7))),
        type,
        random.nextInt(10) == 0 ? null : random.nextInt(16) - 1,
        random.nextInt(20) == 0 ? null : "Київ " + skewed(random, keys),
        random.nextInt(20) == 0 ? null : "Ann 🌻 " + skewed(random, keys / 2 + 1),
        random.nextInt(10) == 0 ? null : random.nextInt(4) == 0,
        log || random.nextInt(10) == 0 ? null : random.nextBoolean(),
        log || random.nextInt(10) == 0 ? null : (long) random.nextInt(4_001) - 2_000);
  }

  /** Small numbers come often. */
  private static int skewed(Random random, int keys) {
    return (int) (keys * Math.pow(random.nextDouble(), 3));
  }
}
