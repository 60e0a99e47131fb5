package tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long from the source's publishing to {@code /api/live}, with all stages in one process: each
 * change is told (the bound of a delta is raised), and looked at by a client that reads.
 */
final class LiveBench {
  private static final int RATE = 1_000;
  private static final int OTHERS = 100;

  private final BenchOptions options;
  private final Servers servers;
  private final BenchKafka kafka;
  private final Table table;
  private final Clock clock = Clock.systemUTC();
  private final ObjectMapper json = new ObjectMapper();
  private final Queue<Double> millis = new ConcurrentLinkedQueue<>();
  private final AtomicLong left = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private volatile Instant from = Instant.MAX;

  LiveBench(BenchOptions options, Servers servers, BenchKafka kafka, Table table) {
    this.options = options;
    this.servers = servers;
    this.kafka = kafka;
    this.table = table;
  }

  void run() throws Exception {
    String keyspace = "bench_live";
    String prefix = "live.";
    servers.makeTables(keyspace);
    int port = Product.freePort();
    try (SourceProcess source = SourceProcess.start(ChangeFlow.class);
        BenchProcess product =
            BenchProcess.java(
                "product-live",
                Product.HEAP,
                Product.stage(
                    servers,
                    "*",
                    prefix,
                    keyspace,
                    "--server.port=" + port,
                    "--tributary.ingest.wikimedia.streams=recentchange",
                    "--tributary.serve.live.changes=1000",
                    "--tributary.ingest.wikimedia.url=" + source.url(),
                    "--tributary.ingest.wikimedia.since=" + source.since()))) {
      Startup.awaitReport(product, port);
      listen(port, true);
      for (int i = 0; i < OTHERS; i++) {
        listen(port, false);
      }
      source.live(RATE, Math.max(10, options.seconds() / 2), probe -> {});
      double cpu = product.cpuSeconds();
      from = clock.instant();
      source.live(RATE, options.seconds(), probe -> {});
      cpu = product.cpuSeconds() - cpu;
      row(cpu, product.peakMegabytes());
    }
    kafka.delete(kafka.under(prefix));
    servers.drop(keyspace);
  }

  private void row(double cpu, long peak) {
    Spread spread = Spread.of(List.copyOf(millis));
    table.row(
        "source to /api/live at %,d/s, p50 / p99".formatted(RATE),
        "%.0f / %.0f ms".formatted(spread.median(), spread.at(0.99)),
        "%.0f to %.0f ms".formatted(spread.least(), spread.most()),
        "%,d of %,d changes told were looked at, %d other clients; %.0f CPU seconds of the application in %d s, %d MB"
            .formatted(
                spread.sorted().length, told.get(), OTHERS, cpu, options.seconds(), peak));
    Bench.say(
        "live p50 %.0f p99 %.0f ms of %,d, %,d were only counted"
            .formatted(spread.median(), spread.at(0.99), spread.sorted().length, left.get()));
  }

  private void listen(int port, boolean looks) {
    Thread reader =
        new Thread(
            () -> {
              try {
                read(port, looks);
              } catch (IOException ended) {
                // with the application
              }
            },
            "live-reader");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(int port, boolean looks) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                URI.create("http://127.0.0.1:" + port + "/api/live").toURL().openStream(),
                StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (looks && line.startsWith("data: ") && name.equals("delta")) {
          look(clock.instant(), json.readTree(line.substring(6)));
        }
      }
    }
  }

  private void look(Instant now, JsonNode delta) {
    List<Double> here = new ArrayList<>();
    for (JsonNode change : delta.get("changes")) {
      Instant at = Instant.parse(change.get("at").asText());
      if (!at.isBefore(from)) {
        here.add(Duration.between(at, now).toNanos() / 1e6);
      }
    }
    millis.addAll(here);
    long more = delta.get("more").asLong();
    left.addAndGet(more);
    told.addAndGet(here.size() + more);
  }
}
