package tributary.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import tributary.event.Topics;

/**
 * Minutes of all changes: the product, its rows in the store included, beside the DSL of Kafka
 * Streams, which writes to a topic. Both have durable state and count exactly once; their rows are
 * compared one by one.
 */
final class Measure {
  static final String PEER = "Kafka Streams DSL";

  private static final String INPUT = "measure-input.";
  private static final String CLEAN = INPUT + Topics.RECENTCHANGE_CLEAN;
  private static final int PARTITIONS = 4;

  private final BenchOptions options;
  private final Servers servers;
  private final BenchKafka kafka;
  private final Table table;
  private Map<String, String> ofProduct = Map.of();

  Measure(BenchOptions options, Servers servers, BenchKafka kafka, Table table) {
    this.options = options;
    this.servers = servers;
    this.kafka = kafka;
    this.table = table;
  }

  void race() throws Exception {
    int all = options.warmUp() + options.events();
    Bench.say("preparing changes");
    kafka.create(CLEAN, PARTITIONS);
    Instant begin = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MINUTES);
    MeasureInput.write(servers.kafka(), CLEAN, begin, all);
    Map<String, List<Race.Lap>> laps =
        Race.run(
            "measure",
            options.rounds(),
            servers::cpuSeconds,
            Stream.of(
                    new Race.Contender(
                        Stages.PRODUCT, options.warmUp(), options.events(), this::product),
                    new Race.Contender(PEER, options.warmUp(), options.events(), this::peer))
                .filter(one -> options.isAsked(one.name()))
                .toList());
    laps.forEach(this::rows);
  }

  private void rows(String name, List<Race.Lap> laps) {
    Spread rate = Spread.of(laps.stream().map(Race.Lap::perSecond).toList());
    Spread cpu = Spread.of(laps.stream().map(lap -> 1e6 / lap.perCpuSecond()).toList());
    Spread theirs = Spread.of(laps.stream().map(Race.Lap::serverCpuPerMillion).toList());
    String what = "measure, " + name + ", ";
    table.row(what + "events/s", Table.number(rate.median()), Table.range(rate), "");
    table.row(
        what + "CPU seconds a million events", Table.number(cpu.median()), Table.range(cpu), "");
    table.row(
        what + "CPU seconds of both servers a million events",
        Table.number(theirs.median()),
        Table.range(theirs),
        "");
    table.row(
        what + "peak memory",
        laps.stream().mapToLong(Race.Lap::peakMegabytes).max().orElse(0) + " MB",
        "",
        "heap at most " + Product.HEAP);
  }

  private Race.Running product(int round) throws Exception {
    String keyspace = "bench_measure_" + round;
    String minutes = INPUT + Topics.RECENTCHANGE_MINUTES;
    servers.makeTables(keyspace);
    kafka.create(minutes, PARTITIONS);
    MeasureRows rows = new MeasureRows(servers.kafka(), minutes, PARTITIONS);
    BenchProcess process =
        BenchProcess.java(
            "product-measure",
            Product.HEAP,
            Product.stage(servers, "4-measure/minutes", INPUT, keyspace));
    return new Race.Running(
        process,
        rows::follow,
        () -> {
          ofProduct = rows.ofProduct();
          rows.close();
          servers.drop(keyspace);
          forget(INPUT + "tributary-measure-recentchange", INPUT + "tributary-measure-minutes");
        });
  }

  private Race.Running peer(int round) throws Exception {
    String group = "measure-peer-" + round;
    String out = group + ".out";
    Path state = Bench.WORK.resolve(group).toAbsolutePath();
    kafka.create(out, PARTITIONS);
    MeasureRows rows = new MeasureRows(servers.kafka(), out, PARTITIONS);
    BenchProcess process =
        BenchProcess.java(
            group,
            Product.HEAP,
            Bench.program(
                MeasurePeer.class,
                "kafka=" + servers.kafka(),
                "clean=" + CLEAN,
                "out=" + out,
                "group=" + group,
                "state=" + state));
    return new Race.Running(
        process,
        () -> {
          rows.follow();
          return done(group);
        },
        () -> {
          rows.followToTheEnd();
          compare(rows.ofPeer());
          rows.close();
          forget(group);
          throwAway(state);
        });
  }

  /** Changes that are through the topics between the partitions too. */
  private long done(String group) throws RuntimeException {
    long read = kafka.committed(group, CLEAN);
    if (read < options.warmUp() + options.events()) {
      return read;
    }
    for (String metric : MeasurePeer.METRICS.keySet()) {
      String between = group + "-" + metric + "-repartition";
      if (kafka.behind(group, between) > 0) {
        return read - 1;
      }
    }
    return read;
  }

  private void compare(Map<String, String> ofPeer) {
    if (ofProduct.isEmpty()) {
      return;
    }
    long different =
        Stream.concat(ofProduct.keySet().stream(), ofPeer.keySet().stream())
            .distinct()
            .filter(key -> !ofProduct.getOrDefault(key, "").equals(ofPeer.getOrDefault(key, "")))
            .peek(
                key ->
                    Bench.say(
                        key + ": " + ofProduct.get(key) + " and " + ofPeer.get(key)))
            .count();
    table.row(
        "measure, rows that differ",
        String.valueOf(different),
        "",
        "of %,d, minute by minute, in eleven metrics".formatted(ofProduct.size()));
  }

  /** All that the lap has left in Kafka, the input excepted. */
  private void forget(String... groups) throws Exception {
    kafka.forget(groups);
    List<String> left = new ArrayList<>(kafka.under(INPUT));
    left.addAll(kafka.under("measure-peer-"));
    left.remove(CLEAN);
    kafka.delete(left);
  }

  private static void throwAway(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException leftForClean) {
      // it lies below target
    }
  }
}
