package tributary.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The simulator in its own process, steered by lines. */
final class SourceProcess implements AutoCloseable {
  private final BenchProcess process;
  private final BufferedReader says;
  private final OutputStream hears;
  private final String url;
  private final String since;
  private final int bytes;

  private SourceProcess(BenchProcess process) throws IOException {
    this.process = process;
    this.says =
        new BufferedReader(
            new InputStreamReader(process.process().getInputStream(), StandardCharsets.UTF_8));
    this.hears = process.process().getOutputStream();
    this.url = word("url");
    this.since = word("since");
    this.bytes = Integer.parseInt(word("bytes"));
  }

  static SourceProcess start(int events) throws IOException {
    return new SourceProcess(
        BenchProcess.talking("source", "3g", Bench.program(Source.class, String.valueOf(events))));
  }

  /** One that has no past. */
  static SourceProcess start(Class<?> main) throws IOException {
    return new SourceProcess(BenchProcess.talking("changes", "512m", Bench.program(main)));
  }

  private String word(String name) throws IOException {
    for (String line = says.readLine(); line != null; line = says.readLine()) {
      if (line.startsWith(name + " ")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new IOException("The source has ended");
  }

  String url() {
    return url;
  }

  String since() {
    return since;
  }

  /** Mean size of an event. */
  int bytes() {
    return bytes;
  }

  /** Publishes so many events a second; every probe is told as it is published. */
  void live(int rate, int seconds, Consumer<String[]> probe) throws IOException {
    hears.write("live %d %d\n".formatted(rate, seconds).getBytes(StandardCharsets.UTF_8));
    hears.flush();
    for (String line = says.readLine(); line != null; line = says.readLine()) {
      if (line.equals("done")) {
        return;
      }
      if (line.startsWith("probe ")) {
        probe.accept(line.split(" "));
      }
    }
    throw new IOException("The source has ended");
  }

  @Override
  public void close() {
    process.close();
  }
}
