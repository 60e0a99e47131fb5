package tributary.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Locks on files that end with the process that holds them, however it ends. */
final class FileLocks {
  private FileLocks() {}

  /** The open channel that holds the lock until it is closed; null when somebody else holds it. */
  static @Nullable FileChannel tryHold(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException heldInThisProcess) {
        // the same answer as from another process
      }
      channel.close();
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + file, e);
    }
  }

  static boolean isFree(Path file) {
    FileChannel channel = tryHold(file);
    if (channel == null) {
      return false;
    }
    release(channel);
    return true;
  }

  static void release(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
