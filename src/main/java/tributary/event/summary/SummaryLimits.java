package tributary.event.summary;

/**
 * How many pages and how many editors a summary knows by name.
 *
 * @param working counted exactly while a summary is built up or merged in memory
 * @param stored written whole, so that the stored form is exact too
 * @param kept what is written of more than that: those with most changes, and as many chosen by
 *     hash for distinct counts
 */
public record SummaryLimits(int working, int stored, int kept) {
  public static final SummaryLimits DEFAULT = new SummaryLimits(200_000, 20_000, 4_096);

  public SummaryLimits {
    if (kept < 2 || stored < kept || working < stored) {
      throw new IllegalArgumentException(
          "2 <= kept <= stored <= working does not hold: %d, %d, %d"
              .formatted(kept, stored, working));
    }
  }
}
