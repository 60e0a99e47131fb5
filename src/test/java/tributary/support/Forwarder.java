package tributary.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Passes TCP connections on to a server, and can cut them all and refuse new ones for a while, or
 * let every answer come late.
 */
public final class Forwarder implements AutoCloseable {
  private final ServerSocket door;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile long delayNanos;

  /**
   * @param target {@code host:port}
   */
  public Forwarder(String target) {
    this.host = target.substring(0, target.lastIndexOf(':'));
    this.port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Where to connect to in place of the server. */
  public String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** Ends every connection and refuses new ones. */
  public void cut() {
    cut = true;
    open.forEach(Forwarder::close);
  }

  public void mend() {
    cut = false;
    delayNanos = 0;
  }

  /** What the server says from now on arrives so much later; as much as before is under way. */
  public void delayAnswers(Duration delay) {
    delayNanos = delay.toNanos();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket in = door.accept();
        if (cut) {
          close(in);
          continue;
        }
        Socket out = new Socket(host, port);
        open.add(in);
        open.add(out);
        start(() -> copy(in, out));
        start(() -> copyLate(out, in));
      } catch (IOException e) {
        // closed, or the server is away: the next connection decides
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // one side went away; so does the other
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private record Late(byte[] bytes, long dueNanos) {}

  private void copyLate(Socket from, Socket to) {
    BlockingQueue<Late> underWay = new LinkedBlockingQueue<>();
    start(() -> deliver(underWay, to));
    try {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        underWay.add(new Late(Arrays.copyOf(buffer, read), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // one side went away; so does the other
    } finally {
      underWay.add(new Late(new byte[0], System.nanoTime()));
      close(from);
      open.remove(from);
    }
  }

  private void deliver(BlockingQueue<Late> underWay, Socket to) {
    try {
      for (Late next = underWay.take(); next.bytes().length > 0; next = underWay.take()) {
        for (long wait; (wait = next.dueNanos() - System.nanoTime()) > 0; ) {
          TimeUnit.NANOSECONDS.sleep(wait);
        }
        to.getOutputStream().write(next.bytes());
      }
    } catch (IOException e) {
      // nobody is there any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(to);
      open.remove(to);
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
