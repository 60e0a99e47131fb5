package tributary.event.summary;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of a stretch of time. Its four parts are merged, written and read
 * each by itself, so that a question costs what it needs. Not for several threads.
 */
public final class Summary {
  private static final int FORMAT = 1;

  private final SummaryLimits limits;
  private final Totals totals;
  private final Tally pages;
  private final Tally editors;
  private final Distinct distinctPages;
  private final Distinct distinctEditors;

  public Summary(SummaryLimits limits) {
    this(
        limits,
        new Totals(),
        new Tally(limits),
        new Tally(limits),
        new Distinct.Both(new Distinct(limits), new Distinct(limits)));
  }

  private Summary(
      SummaryLimits limits, Totals totals, Tally pages, Tally editors, Distinct.Both distinct) {
    this.limits = limits;
    this.totals = totals;
    this.pages = pages;
    this.editors = editors;
    this.distinctPages = distinct.pages();
    this.distinctEditors = distinct.editors();
  }

  /**
   * The stored form, as it stands in four columns.
   *
   * @param totals for {@link Totals#decode}
   * @param distincts for {@link Distinct.Both#decode}
   * @param pages for {@link Tally#decode}
   * @param editors for {@link Tally#decode}
   */
  public record Parts(byte[] totals, byte[] distincts, byte[] pages, byte[] editors) {
    /** All four as one value of a topic. */
    public byte[] joined() {
      BlobWriter out = new BlobWriter(FORMAT);
      out.blob(totals);
      out.blob(distincts);
      out.blob(pages);
      out.blob(editors);
      return out.done();
    }

    /**
     * @throws IllegalArgumentException when the bytes have another format
     */
    public static Parts split(byte[] joined) {
      BlobReader in = new BlobReader(joined, FORMAT);
      return new Parts(in.blob(), in.blob(), in.blob(), in.blob());
    }
  }

  public void add(ChangeFacts change) {
    totals.add(change);
    String domain = change.domain();
    long bytes = change.bytes();
    boolean newPage = change.newPage();
    String title = change.title();
    if (title != null) {
      distinctPages.add(pages.add(domain, title, null, bytes, newPage), domain, 1);
    }
    String user = change.user();
    if (user != null) {
      distinctEditors.add(editors.add(domain, user, change.bot(), bytes, newPage), domain, 1);
    }
  }

  public void merge(Summary other) {
    totals.merge(other.totals);
    pages.merge(other.pages);
    editors.merge(other.editors);
    distinctPages.merge(other.distinctPages);
    distinctEditors.merge(other.distinctEditors);
  }

  /** Lets go of pages and editors beyond {@code keep} each; the totals stay as they are. */
  public void cut(int keep) {
    pages.cut(keep);
    editors.cut(keep);
    distinctPages.cut(keep);
    distinctEditors.cut(keep);
  }

  /** Equal contents give equal bytes. More keys than are stored whole are cut for good. */
  public Parts encode() {
    return new Parts(
        totals.encode(),
        Distinct.encode(distinctPages, distinctEditors),
        pages.encode(),
        editors.encode());
  }

  /**
   * @throws IllegalArgumentException when the bytes have another format
   */
  public static Summary decode(Parts parts, SummaryLimits limits) {
    return new Summary(
        limits,
        Totals.decode(parts.totals()),
        Tally.decode(parts.pages(), limits),
        Tally.decode(parts.editors(), limits),
        Distinct.Both.decode(parts.distincts(), limits));
  }

  public SummaryLimits limits() {
    return limits;
  }

  public Totals totals() {
    return totals;
  }

  /** By domain and title; a change without a title is in none of its rows. */
  public Tally pages() {
    return pages;
  }

  /** By domain, user and bot; a change without a user is in none of its rows. */
  public Tally editors() {
    return editors;
  }

  /** Of domain and title. */
  public Distinct distinctPages() {
    return distinctPages;
  }

  /** Of domain and user. */
  public Distinct distinctEditors() {
    return distinctEditors;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Summary summary
        && java.util.Arrays.equals(encode().joined(), summary.encode().joined());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(totals.events());
  }

  @Override
  public String toString() {
    return "%d events, %d pages, %d editors"
        .formatted(totals.events(), pages.size(), editors.size());
  }
}
