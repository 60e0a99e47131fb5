package tributary.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The body of a chunked response. A small write goes out line by line, a chunk each, as the real
 * server does it; a large one in large chunks; or everything is split at random places.
 */
final class ChunkedOutput {
  private static final int SMALL = 16_384;
  private static final int CHUNK = 65_536;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final OutputStream out;
  private final boolean splitAnywhere;
  private final long bytesPerSecond;
  private final Random random;

  ChunkedOutput(OutputStream socket, boolean splitAnywhere, long bytesPerSecond, long seed) {
    this.out = new BufferedOutputStream(socket, CHUNK + 64);
    this.splitAnywhere = splitAnywhere;
    this.bytesPerSecond = bytesPerSecond;
    this.random = new Random(seed);
  }

  void plain(String head) throws IOException {
    out.write(head.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void write(byte[] body) throws IOException {
    int start = 0;
    while (start < body.length) {
      int length = nextLength(body, start);
      chunk(body, start, length);
      start += length;
    }
    out.flush();
  }

  void finish() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private int nextLength(byte[] body, int start) {
    int left = body.length - start;
    if (splitAnywhere) {
      int most = random.nextInt(3) == 0 ? 4_000 : 40;
      return Math.min(left, 1 + random.nextInt(body.length > 1 << 20 ? CHUNK : most));
    }
    if (body.length > SMALL) {
      return Math.min(left, bytesPerSecond > 0 ? 1_024 : CHUNK);
    }
    for (int i = start; i < body.length; i++) {
      if (body[i] == '\n') {
        return i + 1 - start;
      }
    }
    return left;
  }

  private void chunk(byte[] body, int start, int length) throws IOException {
    out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
    out.write(LINE_END);
    out.write(body, start, length);
    out.write(LINE_END);
    if (splitAnywhere || bytesPerSecond > 0) {
      out.flush();
    }
    if (bytesPerSecond > 0) {
      LockSupport.parkNanos(length * 1_000_000_000L / bytesPerSecond);
    }
  }
}
