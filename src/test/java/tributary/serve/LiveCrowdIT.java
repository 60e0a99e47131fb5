package tributary.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tributary.event.Change;
import tributary.platform.Cassandra;
import tributary.platform.TopicProvisioner;
import tributary.platform.TopicSettings;
import tributary.support.LiveListener;

/** Five hundred clients that never read: nobody else notices, and in the end they are cut. */
@DirtiesContext
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({ApiServer.StandingClock.class, LiveCrowdIT.SmallSockets.class})
class LiveCrowdIT {
  private static final int CROWD = 500;
  private static final long MEGABYTE = 1 << 20;

  @LocalServerPort private int port;
  @Autowired private LiveFeed feed;
  @Autowired private Cassandra cassandra;
  @Autowired private TopicProvisioner topics;
  @Autowired private TopicSettings names;
  private int sent;

  /** The system would hold megabytes for each of them, and it would take long to fill those. */
  @TestConfiguration
  static class SmallSockets {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallSockets() {
      return tomcat ->
          tomcat.addConnectorCustomizers(
              connector -> connector.setProperty("socket.txBufSize", "16384"));
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    ApiServer.settings(registry, LiveCrowdIT.class);
    registry.add("tributary.serve.live.max-clients", () -> CROWD + 1);
    registry.add("tributary.serve.live.write-timeout", () -> "3s");
    registry.add("tributary.serve.live.history-size", () -> "2MB");
  }

  @Test
  void harmsNobodyAndIsCut() throws IOException {
    ApiServer.connected(cassandra);
    topics.awaitReady();
    ApiServer api = new ApiServer(port);
    List<Socket> crowd = new ArrayList<>();
    try (LiveSource source = new LiveSource(names.topicPrefix());
        LiveListener reader = LiveListener.open(port)) {
      assertThat(reader.next().isSnapshot()).isTrue();
      long heap = heap();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      for (int i = 0; i < CROWD; i++) {
        crowd.add(whoNeverReads());
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> feed.size() == CROWD + 1);
      isRefusedWithATimeToWait(api);

      long told = 0;
      int rounds = 0;
      while (feed.size() > 1) {
        assertThat(rounds++).as("clients that are left: %d", feed.size()).isLessThan(600);
        source.send(large(30));
        told = reads(reader, told, 30);
        assertThat(heap() - heap).as("bytes for the crowd").isLessThan(64 * MEGABYTE);
        assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - threads)
            .as("threads for the crowd")
            .isLessThan(CROWD / 2);
        assertThat(api.get("/api/pipeline").statusCode()).isEqualTo(200);
      }
      await().untilAsserted(() -> assertThat(feed.cuts()).isEqualTo(CROWD));
      // those that were cut have left their places to others
      try (LiveListener another = LiveListener.open(port)) {
        assertThat(another.next().isSnapshot()).isTrue();
      }
    } finally {
      for (Socket socket : crowd) {
        socket.close();
      }
    }
  }

  private void isRefusedWithATimeToWait(ApiServer api) {
    var refused = api.get("/api/live");
    StartedApi.isProblem(refused, 503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
  }

  /** The one that reads is told of each change, in deltas that follow each other. */
  private static long reads(LiveListener reader, long last, long changes) {
    long number = last;
    long told = 0;
    while (told < changes) {
      LiveListener.Event event = reader.next();
      assertThat(event.name()).isEqualTo("delta");
      assertThat(event.number()).isEqualTo(number + 1);
      number = event.number();
      told += event.changes();
    }
    assertThat(told).isEqualTo(changes);
    return number;
  }

  private Change[] large(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                LiveSource.change(
                    "large-" + sent++, ApiServer.NOW.minusSeconds(1), "long ".repeat(400)))
        .toArray(Change[]::new);
  }

  private Socket whoNeverReads() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket
        .getOutputStream()
        .write("GET /api/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
