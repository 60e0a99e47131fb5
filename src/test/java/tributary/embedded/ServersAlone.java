package tributary.embedded;

import java.nio.file.Path;
import java.util.Arrays;

/** A process that starts the servers and then only waits, to be killed by a test. */
final class ServersAlone {
  private ServersAlone() {}

  /** Arguments: the data directory, then changed settings. */
  public static void main(String[] arguments) throws Exception {
    EmbeddedServers servers =
        EmbeddedServers.start(
            Settings.of(Path.of(arguments[0]), Arrays.copyOfRange(arguments, 1, arguments.length)));
    servers.kafkaReady().join();
    servers.cassandraReady().join();
    // the test that started this waits for the end of its own input or kills it
    while (System.in.read() >= 0) {
      // nothing is sent
    }
    servers.close();
  }
}
