package tributary.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Who changes pages: few people make most of the changes, and bots rule Wikidata. */
final class ChangeAuthors {
  private static final int REGISTERED = 900;
  private static final double BOTS_OF_WIKIDATA = 0.6;
  private static final List<String> NAMES =
      List.of(
          "Ann",
          "Олена",
          "محمد",
          "דוד",
          "José Ñandú",
          "Łukasz",
          "王小明",
          "Zoë 🦊",
          "O'Brien",
          "Ümit",
          "नेहा",
          "Ελένη",
          "STRASSE",
          "straße",
          "100%",
          "a_b c");
  private static final List<String> BOTS =
      List.of(
          "InternetArchiveBot", "Cewbot", "ClueBot NG", "QuickStatementsBot", "KrBot", "DPLA bot");

  private final Random random;
  private final ChangeOptions options;

  ChangeAuthors(Random random, ChangeOptions options) {
    this.random = random;
    this.options = options;
  }

  /** Sets the author of a change on this wiki and says what is special about it. */
  Set<ChangeKind> sign(AChange change, Wiki wiki) {
    if (happens(ChangeKind.HIDDEN_USER)) {
      change.byNobody();
      return EnumSet.of(ChangeKind.HIDDEN_USER);
    }
    if (happens(ChangeKind.ANONYMOUS)) {
      change.by(address());
      return EnumSet.of(ChangeKind.ANONYMOUS);
    }
    if (happens(ChangeKind.TEMPORARY)) {
      int number = random.nextInt(700);
      change.by("~2026-%05d-%02d".formatted(12_000 + number, number % 100));
      return EnumSet.of(ChangeKind.TEMPORARY);
    }
    if (isBot(wiki)) {
      change.byBot(Titles.pick(random, BOTS));
      return EnumSet.of(ChangeKind.BOT);
    }
    change.by(registered(wiki));
    return EnumSet.noneOf(ChangeKind.class);
  }

  String registered(Wiki wiki) {
    double spread = random.nextDouble();
    int rank = (int) (REGISTERED * spread * spread * spread);
    String name = NAMES.get(Math.floorMod(rank + wiki.database().hashCode(), NAMES.size()));
    return rank < NAMES.size() ? name : name + " " + rank;
  }

  private boolean isBot(Wiki wiki) {
    double rate = options.rate(ChangeKind.BOT);
    boolean theirs = rate > 0 && wiki.equals(ChangeWikis.WIKIDATA);
    return random.nextDouble() < (theirs ? Math.max(rate, BOTS_OF_WIKIDATA) : rate);
  }

  private String address() {
    int host = random.nextInt(250);
    return host % 4 == 0
        ? "2001:DB8:0:0:0:0:0:" + Integer.toHexString(host).toUpperCase(Locale.ROOT)
        : "198.51.100." + host;
  }

  private boolean happens(ChangeKind kind) {
    return random.nextDouble() < options.rate(kind);
  }
}
