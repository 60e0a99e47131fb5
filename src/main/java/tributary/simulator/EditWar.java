package tributary.simulator;

import java.util.Random;

/** Two people who undo each other's edits of one page until one of them gives up. */
final class EditWar {
  private final Wiki wiki;
  private final String title;
  private final String first;
  private final String second;
  private final long length;
  private final long added;
  private int left;

  EditWar(Wiki wiki, String title, String first, String second, Random random) {
    this.wiki = wiki;
    this.title = title;
    this.first = first;
    this.second = second;
    this.length = 2_000 + random.nextInt(50_000);
    this.added = 1 + random.nextInt(1_500);
    this.left = 6 + random.nextInt(20);
  }

  AChange next() {
    left--;
    boolean adds = left % 2 == 0;
    AChange edit = AChange.edit(title).on(wiki.domain()).by(adds ? first : second);
    return adds
        ? edit.lengths(length, length + added).commented("Restored, see talk")
        : edit.lengths(length + added, length)
            .commented("Undid the edit by [[Special:Contributions/" + first + "|" + first + "]]");
  }

  boolean isOver() {
    return left == 0;
  }
}
