package tributary.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tributary.event.Topics;

/** All stages in one process: a replay of days, requests for reports, and the way of one event. */
final class Whole {
  private static final String PREFIX = "whole.";
  private static final int SECONDS_A_DAY = 86_400;
  private static final int REQUESTS_A_SECOND = 500;
  private static final int[] RATES = {200, 1_000};

  private final BenchOptions options;
  private final Servers servers;
  private final BenchKafka kafka;
  private final SourceProcess source;
  private final Table table;

  Whole(
      BenchOptions options,
      Servers servers,
      BenchKafka kafka,
      SourceProcess source,
      Table table) {
    this.options = options;
    this.servers = servers;
    this.kafka = kafka;
    this.source = source;
    this.table = table;
  }

  void product() throws Exception {
    String keyspace = "bench_whole";
    servers.makeTables(keyspace);
    int port = Product.freePort();
    BenchProcess process =
        BenchProcess.java(
            "product-whole",
            Product.HEAP,
            Product.stage(
                servers,
                "*",
                PREFIX,
                keyspace,
                "--server.port=" + port,
                "--tributary.ingest.wikimedia.url=" + source.url(),
                "--tributary.ingest.wikimedia.since=" + source.since()));
    try (process) {
      replay(process);
      Startup.awaitReport(process, port);
      reports(port);
      latencies(Stages.PRODUCT, keyspace);
      table.row("peak memory of the application", process.peakMegabytes() + " MB", "", "heap at most " + Product.HEAP);
      long all = process.peakMegabytes();
      for (String server : List.of("kafka", "cassandra")) {
        long peak = BenchProcess.peakMegabytes(servers.pid(server));
        all += peak;
        table.row("peak memory of " + server, peak + " MB", "", "after the whole benchmark");
      }
      table.row("peak memory of the three together", all + " MB", "", "");
    }
    kafka.delete(kafka.under(PREFIX));
    servers.drop(keyspace);
  }

  private void replay(BenchProcess process) {
    String clean = PREFIX + Topics.PAGE_CREATE_CLEAN;
    AtomicLong stored = new AtomicLong();
    int warm = options.storeWarmUp();
    int wanted = warm + options.events();
    Bench.await(process, () -> stored(stored, clean) >= warm);
    long from = stored.get();
    long begin = System.nanoTime();
    double cpu = process.cpuSeconds();
    Bench.await(process, () -> stored(stored, clean) >= wanted);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double events = stored.get() - from;
    double rate = events / seconds;
    table.row(
        "replay, source to rows and reports, events/s",
        Table.number(rate),
        "",
        "%,.0f per CPU second of the application".formatted(events / (process.cpuSeconds() - cpu)));
    table.row(
        "real page creations (one a second) replayed in a minute",
        "%.1f days".formatted(rate * 60 / SECONDS_A_DAY),
        "",
        "");
    Bench.await(process, () -> stored(stored, clean) >= options.published() * 0.995);
  }

  private long stored(AtomicLong last, String clean) {
    last.set(kafka.committed(PREFIX + "tributary-store-page-create", clean));
    return last.get();
  }

  private void reports(int port) {
    ReportLoad.run(port, REQUESTS_A_SECOND, Math.max(5, options.seconds() / 2));
    Spread millis = ReportLoad.run(port, REQUESTS_A_SECOND, options.seconds());
    table.row(
        "report requests at 500/s, p50 / p99",
        "%.1f / %.1f ms".formatted(millis.median(), millis.at(0.99)),
        "to %.1f ms".formatted(millis.most()),
        "%,d requests on 8 kept connections".formatted(millis.sorted().length));
    Bench.say("reports p50 %.2f p99 %.2f ms".formatted(millis.median(), millis.at(0.99)));
  }

  private void latencies(String name, String keyspace) throws Exception {
    for (int rate : RATES) {
      Spread millis =
          new Latency(servers.session(), keyspace).at(source, rate, options.seconds());
      table.row(
          "%s, source to row at %,d/s, p50 / p99".formatted(name, rate),
          "%.0f / %.0f ms".formatted(millis.median(), millis.at(0.99)),
          "to %.0f ms".formatted(millis.most()),
          "%,d events looked for".formatted(millis.sorted().length));
      Bench.say(
          "%s at %d/s: p50 %.0f p99 %.0f ms"
              .formatted(name, rate, millis.median(), millis.at(0.99)));
    }
  }

  /** The three hand-written loops in one process, for the way of one event. */
  void hand() throws Exception {
    String prefix = "hand-whole.";
    String keyspace = "bench_hand_whole";
    servers.makeTables(keyspace);
    Map<String, Integer> topics =
        Map.of(prefix + Topics.PAGE_CREATE_RAW, 1, prefix + Topics.PAGE_CREATE_CLEAN, 4);
    for (Map.Entry<String, Integer> topic : topics.entrySet()) {
      kafka.create(topic.getKey(), topic.getValue());
    }
    try (BenchProcess process =
        BenchProcess.java(
            "hand-whole",
            Product.HEAP,
            Bench.program(
                Hand.class,
                "stage=all",
                "kafka=" + servers.kafka(),
                "cassandra=" + servers.cassandra(),
                "keyspace=" + keyspace,
                "url=" + source.url() + "/page-create?since=" + source.since(),
                "raw=" + prefix + Topics.PAGE_CREATE_RAW,
                "clean=" + prefix + Topics.PAGE_CREATE_CLEAN,
                "group=hand-whole"))) {
      String clean = prefix + Topics.PAGE_CREATE_CLEAN;
      Bench.await(
          process,
          () -> kafka.committed("hand-whole-store", clean) >= options.published() * 0.99);
      latencies(Stages.HAND, keyspace);
    }
    kafka.delete(topics.keySet());
    servers.drop(keyspace);
  }
}
