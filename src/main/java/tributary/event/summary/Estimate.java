package tributary.event.summary;

/**
 * A number of distinct things.
 *
 * @param value rounded to whole things
 * @param exact whether it was counted
 * @param error relative bound at 95 %; 0 when exact
 */
public record Estimate(long value, boolean exact, double error) {
  /** Two-sided quantile of the normal distribution. */
  private static final double NORMAL_95 = 1.96;

  static Estimate counted(long value) {
    return new Estimate(value, true, 0);
  }

  /**
   * From a sample by hash.
   *
   * @param found things in the sample
   * @param share of all things that the sample has, by hash; below 1
   */
  static Estimate sampled(long found, double share) {
    double value = found / share;
    double error = found == 0 ? 1 : NORMAL_95 * Math.sqrt((1 - share) / Math.max(1, found - 1));
    return new Estimate(Math.round(value), false, error);
  }
}
