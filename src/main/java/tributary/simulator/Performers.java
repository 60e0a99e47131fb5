package tributary.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who creates pages. The same user ids exist on every wiki and belong to different people there, as
 * in reality; who is renamed stays so.
 */
final class Performers {
  private static final int REGISTERED = 400;
  private static final List<String> NAMES =
      List.of(
          "Ann",
          "Olena Шевченко",
          "محمد",
          "דוד",
          "グレイハウンダー",
          "José Ñandú",
          "Łukasz",
          "SimplyFreddie",
          "王小明",
          "Zoë 🦊",
          "O'Brien",
          "Ümit",
          "नेहा",
          "Ελένη",
          "a_b c",
          "100%");
  private static final List<String> BOTS =
      List.of("InternetArchiveBot", "DPLA bot", "Cewbot", "ClueBot NG", "LsjBot", "SuccuBot");

  private final Random random;
  private final PageCreationOptions options;
  private final Map<String, Integer> renamed = new HashMap<>();

  Performers(Random random, PageCreationOptions options) {
    this.random = random;
    this.options = options;
  }

  /** Sets the performer of a page on this wiki and says what is special about it. */
  List<Kind> perform(APage page, Wiki wiki) {
    if (happens(Kind.NO_PERFORMER)) {
      page.withoutPerformer();
      return List.of(Kind.NO_PERFORMER);
    }
    if (happens(Kind.ANONYMOUS)) {
      page.byAnonymous(address());
      return List.of(Kind.ANONYMOUS);
    }
    if (happens(Kind.TEMPORARY)) {
      int number = random.nextInt(500);
      page.byTemporary(
          "~2026-%05d-%02d".formatted(12_000 + number, number % 100), 70_000_000L + number);
      return List.of(Kind.TEMPORARY);
    }
    if (happens(Kind.BOT)) {
      int bot = random.nextInt(BOTS.size());
      page.byBot(BOTS.get(bot), 8_600_000L + bot);
      return List.of(Kind.BOT);
    }
    return registered(page, wiki);
  }

  private List<Kind> registered(APage page, Wiki wiki) {
    // the square of an even spread: few people create most of the pages
    double spread = random.nextDouble();
    int rank = (int) (REGISTERED * spread * spread);
    long id = 1_000L + 37L * rank;
    String key = wiki.database() + " " + id;
    boolean renames = happens(Kind.RENAMED);
    int times = renames ? renamed.merge(key, 1, Integer::sum) : renamed.getOrDefault(key, 0);
    String name = NAMES.get(Math.floorMod(rank + wiki.database().hashCode(), NAMES.size()));
    String numbered = rank < NAMES.size() ? name : name + " " + rank;
    page.by(times == 0 ? numbered : numbered + " (renamed " + times + ")", id);
    return renames ? List.of(Kind.RENAMED) : List.of();
  }

  private String address() {
    int host = random.nextInt(200);
    return host % 4 == 0
        ? "2001:DB8:0:0:0:0:0:" + Integer.toHexString(host).toUpperCase(java.util.Locale.ROOT)
        : "198.51.100." + host;
  }

  private boolean happens(Kind kind) {
    return random.nextDouble() < options.rate(kind);
  }
}
