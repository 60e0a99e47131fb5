package tributary.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The loopback port: one daemon thread accepts, and each conversation has one of its own. */
final class Listener {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Function<Socket, Conversation> conversing;
  private final Map<Conversation, Thread> conversations = new ConcurrentHashMap<>();
  private final int port;
  private volatile ServerSocket server;
  private volatile Thread acceptor = new Thread();

  Listener(int port, Function<Socket, Conversation> conversing) throws IOException {
    this.conversing = conversing;
    this.server = bound(port);
    this.port = server.getLocalPort();
  }

  int port() {
    return port;
  }

  void accept() {
    ServerSocket listening = server;
    acceptor = daemon(() -> acceptFrom(listening), "simulator-" + port);
    acceptor.start();
  }

  /** Afterwards the port is closed; conversations go on. */
  void close() {
    try {
      server.close();
      // until the blocked accept has returned, the system may still let one more client in
      acceptor.join(PATIENCE.toMillis());
    } catch (IOException closedAlready) {
      // nothing listens, which is what was wanted
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void reopen() throws IOException {
    server = bound(port);
    accept();
  }

  void ended(Conversation conversation) {
    conversations.remove(conversation);
  }

  Map<Conversation, Thread> talking(Predicate<Conversation> which) {
    Map<Conversation, Thread> talking = new HashMap<>(conversations);
    talking.keySet().removeIf(which.negate());
    return talking;
  }

  /** Waits for conversations that were told to end, and ends those that cannot. */
  static void await(Map<Conversation, Thread> talking) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    talking.forEach(
        (conversation, thread) -> {
          try {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            // a write may be stuck behind a client that does not read
            conversation.abandon();
            thread.join(PATIENCE.toMillis());
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static ServerSocket bound(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    return socket;
  }

  private void acceptFrom(ServerSocket listening) {
    while (true) {
      try {
        Conversation conversation = conversing.apply(listening.accept());
        Thread thread = daemon(conversation, "simulator-" + port + "-client");
        conversations.put(conversation, thread);
        thread.start();
      } catch (IOException noLongerListening) {
        return;
      }
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
