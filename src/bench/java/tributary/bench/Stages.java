package tributary.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tributary.event.Topics;

/** The three stages, each with the product, the hand-written loop and the naive Camel form. */
final class Stages {
  static final String PRODUCT = "Tributary";
  static final String HAND = "hand-written loop";
  static final String NAIVE = "naive Camel";

  /** Prefix of the topics that hold what clean and store read. */
  private static final String INPUT = "input.";

  private final BenchOptions options;
  private final Servers servers;
  private final BenchKafka kafka;
  private final SourceProcess source;

  Stages(BenchOptions options, Servers servers, BenchKafka kafka, SourceProcess source) {
    this.options = options;
    this.servers = servers;
    this.kafka = kafka;
    this.source = source;
  }

  Map<String, List<Race.Lap>> ingest() throws Exception {
    return Race.run(
        "ingest",
        options.rounds(),
        servers::cpuSeconds,
        contenders(
            fast(PRODUCT, round -> productIngest("ingest-" + round + ".")),
            fast(HAND, round -> byHand("ingest", round, Hand.class)),
            naive(round -> byHand("ingest", round, Naive.class))));
  }

  Map<String, List<Race.Lap>> clean() throws Exception {
    prepareRaw();
    return Race.run(
        "clean",
        options.rounds(),
        servers::cpuSeconds,
        contenders(
            fast(PRODUCT, this::productClean),
            fast(HAND, round -> byHand("clean", round, Hand.class)),
            naive(round -> byHand("clean", round, Naive.class))));
  }

  Map<String, List<Race.Lap>> store() throws Exception {
    prepareClean();
    return Race.run(
        "store",
        options.rounds(),
        servers::cpuSeconds,
        contenders(
            new Race.Contender(
                PRODUCT, options.storeWarmUp(), options.events(), this::productStore),
            new Race.Contender(
                HAND,
                options.storeWarmUp(),
                options.events(),
                round -> byHand("store", round, Hand.class)),
            naive(round -> byHand("store", round, Naive.class))));
  }

  private Race.Contender fast(String name, Race.Start start) {
    return new Race.Contender(name, options.warmUp(), options.events(), start);
  }

  /** Those that were asked for. */
  private List<Race.Contender> contenders(Race.Contender... all) {
    return Stream.of(all).filter(one -> options.isAsked(one.name())).toList();
  }

  private Race.Contender naive(Race.Start start) {
    return new Race.Contender(NAIVE, options.naiveWarmUp(), options.naiveEvents(), start);
  }

  // --- the product ----------------------------------------------------------------------------

  private Race.Running productIngest(String prefix) throws Exception {
    String raw = prefix + Topics.PAGE_CREATE_RAW;
    BenchProcess process =
        BenchProcess.java(
            "product-ingest",
            Product.HEAP,
            Product.stage(
                servers,
                "1-ingest/wikimedia",
                prefix,
                "bench_idle",
                "--tributary.ingest.wikimedia.url=" + source.url(),
                "--tributary.ingest.wikimedia.since=" + source.since()));
    return new Race.Running(
        process, () -> kafka.written(raw), () -> kafka.delete(kafka.under(prefix)));
  }

  private Race.Running productClean(int round) throws Exception {
    forgetOutput();
    BenchProcess process =
        BenchProcess.java(
            "product-clean",
            Product.HEAP,
            Product.stage(servers, "2-clean/page-create", INPUT, "bench_idle"));
    return new Race.Running(
        process,
        () -> kafka.committed(INPUT + "tributary-clean-page-create", INPUT + Topics.PAGE_CREATE_RAW),
        () -> {});
  }

  private Race.Running productStore(int round) throws Exception {
    String keyspace = "bench_product_" + round;
    servers.makeTables(keyspace);
    kafka.forget(INPUT + "tributary-store-page-create");
    kafka.delete(List.of(INPUT + Topics.LEDGER));
    BenchProcess process =
        BenchProcess.java(
            "product-store", Product.HEAP, Product.stage(servers, "3-store/page-create", INPUT, keyspace));
    return new Race.Running(
        process,
        () -> kafka.committed(INPUT + "tributary-store-page-create", INPUT + Topics.PAGE_CREATE_CLEAN),
        () -> servers.drop(keyspace));
  }

  // --- the others -----------------------------------------------------------------------------

  private Race.Running byHand(String stage, int round, Class<?> main) throws Exception {
    String name = main.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    String prefix = name + "-" + stage + "-" + round + ".";
    String keyspace = "bench_" + name + "_" + round;
    String raw = (stage.equals("ingest") ? prefix : INPUT) + Topics.PAGE_CREATE_RAW;
    String clean = (stage.equals("clean") ? prefix : INPUT) + Topics.PAGE_CREATE_CLEAN;
    switch (stage) {
      case "ingest" -> kafka.create(raw, 1);
      case "clean" -> kafka.create(clean, 4);
      default -> servers.makeTables(keyspace);
    }
    BenchProcess process =
        BenchProcess.java(
            name + "-" + stage,
            Product.HEAP,
            Bench.program(
                main,
                "stage=" + stage,
                "kafka=" + servers.kafka(),
                "cassandra=" + servers.cassandra(),
                "keyspace=" + keyspace,
                "url=" + source.url() + "/page-create?since=" + source.since(),
                "raw=" + raw,
                "clean=" + clean,
                "group=" + prefix + name));
    return switch (stage) {
      case "ingest" ->
          new Race.Running(process, () -> kafka.written(raw), () -> kafka.delete(List.of(raw)));
      case "clean" ->
          new Race.Running(
              process,
              () -> kafka.committed(prefix + name + "-clean", raw),
              () -> kafka.delete(List.of(clean)));
      default ->
          new Race.Running(
              process,
              () -> kafka.committed(prefix + name + "-store", clean),
              () -> servers.drop(keyspace));
    };
  }

  // --- what the later stages read ---------------------------------------------------------------

  /** The whole past of the source in the raw topic, as the product writes it. */
  private void prepareRaw() throws Exception {
    if (!kafka.names().contains(INPUT + Topics.PAGE_CREATE_RAW)) {
      Bench.say("preparing the raw topic");
      Race.Running running = productIngest(INPUT);
      try (BenchProcess process = running.process()) {
        Bench.await(process, () -> running.done().getAsLong() >= options.published());
      }
    }
  }

  /** The same in the clean topic, as the product writes it. */
  private void prepareClean() throws Exception {
    prepareRaw();
    forgetOutput();
    Bench.say("preparing the clean topic");
    Race.Running running = productClean(0);
    try (BenchProcess process = running.process()) {
      Bench.await(
          process,
          () ->
              running.done().getAsLong() >= kafka.written(INPUT + Topics.PAGE_CREATE_RAW));
    }
  }

  private void forgetOutput() throws Exception {
    kafka.forget(INPUT + "tributary-clean-page-create");
    List<String> outputs = new ArrayList<>(kafka.under(INPUT));
    outputs.remove(INPUT + Topics.PAGE_CREATE_RAW);
    kafka.delete(outputs);
  }
}
