package tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The one table that the benchmark prints, in Markdown. */
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(String title) {
    lines.add(title);
    lines.add("");
    lines.add("| what | median | least to most | to compare |");
    lines.add("|---|---|---|---|");
  }

  void row(String what, String value, String spread, String remark) {
    lines.add("| " + what + " | " + value + " | " + spread + " | " + remark + " |");
  }

  void stage(String stage, Map<String, List<Race.Lap>> laps, int naiveEvents) {
    Spread hand = of(laps.getOrDefault(Stages.HAND, List.of()), true);
    Spread handCpu = of(laps.getOrDefault(Stages.HAND, List.of()), false);
    Spread naive = of(laps.getOrDefault(Stages.NAIVE, List.of()), true);
    laps.forEach(
        (name, runs) -> {
          Spread rate = of(runs, true);
          Spread cpu = of(runs, false);
          String remark =
              switch (name) {
                case Stages.PRODUCT ->
                    "%.2f of the loop, %.1f times naive"
                        .formatted(rate.median() / hand.median(), rate.median() / naive.median());
                case Stages.NAIVE -> "on %,d events a lap".formatted(naiveEvents);
                default -> "";
              };
          row("%s, %s, events/s".formatted(stage, name), number(rate.median()), range(rate), remark);
          row(
              "%s, %s, events per CPU second".formatted(stage, name),
              number(cpu.median()),
              range(cpu),
              name.equals(Stages.PRODUCT)
                  ? "%.2f of the loop".formatted(cpu.median() / handCpu.median())
                  : "");
          Spread theirs =
              Spread.of(runs.stream().map(Race.Lap::serverCpuPerMillion).toList());
          row(
              "%s, %s, CPU seconds of both servers a million events".formatted(stage, name),
              number(theirs.median()),
              range(theirs),
              "");
          row(
              "%s, %s, peak memory".formatted(stage, name),
              runs.stream().mapToLong(Race.Lap::peakMegabytes).max().orElse(0) + " MB",
              "",
              "heap at most " + Product.HEAP);
        });
  }

  private static Spread of(List<Race.Lap> laps, boolean bySeconds) {
    return Spread.of(
        laps.stream().map(lap -> bySeconds ? lap.perSecond() : lap.perCpuSecond()).toList());
  }

  static String range(Spread spread) {
    return number(spread.least()) + " to " + number(spread.most());
  }

  static String number(double value) {
    return value < 100 ? "%.1f".formatted(value) : "%,.0f".formatted(value);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
