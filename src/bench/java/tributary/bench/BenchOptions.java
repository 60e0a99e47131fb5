package tributary.bench;

import java.util.List;

/**
 * What is measured, from {@code -Dbench.*}.
 *
 * @param parts of the benchmark, in order: startup, ingest, clean, store, measure, whole, live
 * @param events measured in each lap; as many again (at most 200,000) warm up before
 * @param naiveEvents measured in each lap of the naive form
 * @param rounds laps of each contender, taken in turns
 * @param seconds that each rate of the latency and report parts is held
 */
record BenchOptions(
    List<String> parts, int events, int naiveEvents, int rounds, int seconds, String note) {

  static BenchOptions fromSystemProperties() {
    return new BenchOptions(
        List.of(System.getProperty("bench.parts", "startup,ingest,clean,store,measure,whole,live").split(",")),
        Integer.getInteger("bench.events", 200_000),
        Integer.getInteger("bench.naive-events", 10_000),
        Integer.getInteger("bench.rounds", 3),
        Integer.getInteger("bench.seconds", 30),
        System.getProperty("bench.note", ""));
  }

  boolean has(String part) {
    return parts.contains(part);
  }

  /** {@code bench.only}: contenders by parts of their names; all when absent. */
  boolean isAsked(String contender) {
    String only = System.getProperty("bench.only", "");
    return List.of(only.split(",")).stream().anyMatch(contender::contains);
  }

  int warmUp() {
    return Math.min(events, 200_000);
  }

  /** The store is slow enough to be warm after fewer. */
  int storeWarmUp() {
    return events / 4;
  }

  int naiveWarmUp() {
    return naiveEvents / 4;
  }

  /** Events the source has: a little more than a lap needs, so that none ends in a dribble. */
  int published() {
    return events + warmUp() + events / 50;
  }
}
