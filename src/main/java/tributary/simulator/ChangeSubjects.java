package tributary.simulator;

import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is changed, and how: the page, the type, the lengths, the flags and the comment. */
final class ChangeSubjects {
  private static final int PAGES = 3_000;
  private static final List<String> COMMENTS =
      List.of(
          "",
          "",
          "typo",
          "/* History */ added a source",
          "Café, naïve and Å",
          "ΟΔΟΣ οδός Οδος",
          "fixed link",
          "Reverted edits",
          "Größe und STRASSE",
          "Виправлено посилання",
          "/* wbsetclaim-create:2||1 */ [[Property:P31]]: [[Q5]]");

  private final Random random;
  private final ChangeOptions options;

  ChangeSubjects(Random random, ChangeOptions options) {
    this.random = random;
    this.options = options;
  }

  AChange describe(Set<ChangeKind> kinds, Wiki wiki) {
    AChange change = typed(kinds, title(kinds, wiki), wiki);
    if (happens(kinds, ChangeKind.BARE)) {
      change.without("/bot").without("/minor").without("/patrolled").without("/namespace");
    }
    boolean hostile = kinds.contains(ChangeKind.HOSTILE_TITLE);
    return change.commented(hostile ? Titles.hostile(random) : Titles.pick(random, COMMENTS));
  }

  /** Few pages are changed often and many seldom. */
  String title(Wiki wiki) {
    double spread = random.nextDouble();
    int rank = (int) (PAGES * spread * spread * spread);
    if (wiki.equals(ChangeWikis.WIKIDATA)) {
      return "Q" + (1_000 + 7L * rank);
    }
    String title = Titles.plain(new Random(rank), wiki.language(), rank);
    return title.replace('_', ' ');
  }

  private String title(Set<ChangeKind> kinds, Wiki wiki) {
    if (happens(kinds, ChangeKind.HOSTILE_TITLE)) {
      return Titles.hostile(random);
    }
    return happens(kinds, ChangeKind.STRANGE_TITLE) ? Titles.strange(random) : title(wiki);
  }

  private AChange typed(Set<ChangeKind> kinds, String title, Wiki wiki) {
    if (happens(kinds, ChangeKind.LOG)) {
      return LogShapes.shaped(random.nextInt(LogShapes.SHAPES), title, random);
    }
    if (happens(kinds, ChangeKind.CATEGORIZE)) {
      return AChange.ofType("categorize", "Category:" + title).inNamespace(14);
    }
    if (happens(kinds, ChangeKind.EXTERNAL)) {
      return AChange.ofType("external", title).revisions(0, 0).lengths(0, 0);
    }
    if (happens(kinds, ChangeKind.OTHER_TYPE)) {
      return AChange.ofType("142", "Topic:" + title).inNamespace(2600);
    }
    boolean talk = happens(kinds, ChangeKind.TALK);
    int namespace =
        talk ? 1 + 2 * random.nextInt(3) : wiki.database().equals("commonswiki") ? 6 : 0;
    String named = talk ? "Talk:" + title : namespace == 6 ? "File:" + title + ".jpg" : title;
    if (happens(kinds, ChangeKind.NEW_PAGE)) {
      return AChange.creation(named)
          .inNamespace(namespace)
          .minor(random.nextInt(10) == 0)
          .firstLength(random.nextInt(9_000));
    }
    return lengths(kinds, AChange.edit(named))
        .inNamespace(namespace)
        .minor(random.nextInt(4) == 0)
        .patrolled(random.nextBoolean());
  }

  private AChange lengths(Set<ChangeKind> kinds, AChange edit) {
    long old = 200 + random.nextInt(80_000);
    if (happens(kinds, ChangeKind.SAME_LENGTH)) {
      return edit.lengths(old, old);
    }
    if (happens(kinds, ChangeKind.NO_LENGTH)) {
      return switch (random.nextInt(3)) {
        case 0 -> edit.without("/length");
        case 1 -> edit.without("/length/old");
        default -> edit.without("/length/new");
      };
    }
    // the cube of an even spread: most edits are small, some replace the page
    double spread = 2 * random.nextDouble() - 1;
    long difference = (long) (6_000 * spread * spread * spread);
    return edit.lengths(old, Math.max(0, old + (difference == 0 ? 1 : difference)));
  }

  private boolean happens(Set<ChangeKind> kinds, ChangeKind kind) {
    boolean now = random.nextDouble() < options.rate(kind);
    if (now) {
      kinds.add(kind);
    }
    return now;
  }
}
