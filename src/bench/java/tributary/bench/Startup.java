package tributary.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/** From the command to a report that is answered: everything on, the demo as the source. */
final class Startup {
  private Startup() {}

  /** The packaged application, first on an empty data directory and then on what it left. */
  static void jar(Table table, int starts) throws Exception {
    Path data = Bench.WORK.resolve("startup");
    FileSystemUtils.deleteRecursively(data);
    List<Double> again = new ArrayList<>();
    for (int start = 0; start <= starts; start++) {
      double seconds = once(data);
      Bench.say("ready after %.1f s".formatted(seconds));
      if (start == 0) {
        table.row("command to ready, empty data directory", "%.1f s".formatted(seconds), "", "");
      } else {
        again.add(seconds);
      }
    }
    Spread spread = Spread.of(again);
    table.row(
        "command to ready, later starts",
        "%.1f s".formatted(spread.median()),
        Table.range(spread),
        "java -jar, all three processes");
  }

  private static double once(Path data) throws Exception {
    int port = Product.freePort();
    long begin = System.nanoTime();
    List<String> arguments =
        List.of(
            "-jar",
            Product.JAR.toString(),
            "--spring.profiles.active=demo",
            "--tributary.data-dir=" + data,
            "--tributary.embedded.kafka-port=0",
            "--tributary.embedded.cassandra-port=0",
            "--server.port=" + port,
            "--management.server.port=" + Product.freePort());
    try (BenchProcess process = BenchProcess.java("startup", Product.HEAP, arguments)) {
      awaitReport(process, port);
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** Ready is when a report is answered from the store. */
  static void awaitReport(BenchProcess process, int port) {
    Bench.await(process, () -> status(port, "/api/reports/domains-by-hour") == 200);
  }

  static int status(int port, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException notYet) {
      LockSupport.parkNanos(50_000_000);
      return 0;
    }
  }
}
