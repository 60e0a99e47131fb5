package tributary.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on to a server, and can cut them all and refuse new ones for a while. */
public final class Forwarder implements AutoCloseable {
  private final ServerSocket door;
  private final String host;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

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
        start(() -> copy(out, in));
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
