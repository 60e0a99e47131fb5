package tributary.bench;

import java.util.Arrays;
import java.util.Collection;

/** Median and spread of measured values; percentiles by nearest rank. */
record Spread(double[] sorted) {
  static Spread of(Collection<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Spread(sorted);
  }

  Spread {
    Arrays.sort(sorted);
  }

  double median() {
    return at(0.5);
  }

  double at(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  double least() {
    return at(0);
  }

  double most() {
    return at(1);
  }
}
