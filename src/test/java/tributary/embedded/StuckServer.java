package tributary.embedded;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that holds a server's lock and does not notice that its parent has gone. */
final class StuckServer {
  private StuckServer() {}

  /** Argument: the file to lock. */
  public static void main(String[] arguments) throws Exception {
    try (FileChannel lock = FileLocks.tryHold(Path.of(arguments[0]))) {
      if (lock != null) {
        new CountDownLatch(1).await();
      }
    }
  }
}
