package tributary.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tributary.event.EventKey;
import tributary.event.RecordHeaders;
import tributary.platform.FeedStatus;
import tributary.platform.FeedStatus.Connection;
import tributary.platform.Ledger;
import tributary.platform.LedgerEntry;
import tributary.simulator.APage;
import tributary.simulator.Cut;
import tributary.simulator.FrameStyle;
import tributary.simulator.PageCreation;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;
import tributary.simulator.SimulatorOptions;
import tributary.support.TestServers;

/** The whole stage: from the socket to the raw topic, through cuts and restarts. */
class IngestIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final String prefix = TestServers.topicPrefixFor(IngestIT.class);
  private final RawTopic raw = new RawTopic(prefix);
  private final Simulator simulator =
      Simulator.start(SimulatorOptions.defaults().withFrames(FrameStyle.asTheSource()));
  private final Instant begin = Instant.now().minusSeconds(3600);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void storesEveryEventOnceThroughCutsAndRestarts() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<PageCreation> pages =
        PageCreations.seeded(seed, PageCreationOptions.everything())
            .between(begin, Instant.now(), 3_000);
    simulator.cutEvery(211, Cut.MID_FRAME);
    int published = 0;
    while (published < pages.size()) {
      try (ConfigurableApplicationContext running = start()) {
        int next = Math.min(pages.size(), published + 300 + random.nextInt(700));
        while (published < next) {
          int step = Math.min(next, published + 1 + random.nextInt(150));
          simulator.publishAll(pages.subList(published, step));
          published = step;
          if (random.nextInt(4) == 0) {
            simulator.cutAll(Cut.values()[random.nextInt(Cut.values().length)]);
          }
        }
        int least = random.nextInt((int) simulator.answers().in());
        await().atMost(LONG).until(() -> raw.records().size() > least);
      }
    }
    try (ConfigurableApplicationContext running = start()) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat((long) new HashSet<>(raw.keys()).size())
                      .as("seed %d", seed)
                      .isEqualTo(simulator.answers().in()));
      assertThat(raw.keys()).as("seed %d", seed).doesNotHaveDuplicates();
      LedgerEntry counted =
          running
              .getBean(Ledger.class)
              .current("ingest", "page-create", "wikimedia.page-create.raw", 0);
      assertThat(counted.count("gaps")).as("seed %d", seed).isZero();
      assertThat(counted.count("repeats")).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void writesTheBytesAsTheyCameAndNothingButItsOwnHeaders() {
    APage page = APage.named("Київ \u202e<b>").at(begin);
    try (ConfigurableApplicationContext running = start()) {
      simulator.publish(page);
      simulator.publishRaw(new byte[] {'{', (byte) 0xff, (byte) 0xc3, '}'});
      simulator.publishRaw(("{\"x\":\"" + "y".repeat(2_000_000) + "\"}").getBytes(UTF_8));
      await().atMost(LONG).until(() -> raw.records().size() == 3);
    }
    ConsumerRecord<byte[], byte[]> first = raw.records().get(0);
    assertThat(new String(first.value(), UTF_8))
        .contains("Київ \u202e<b>")
        .contains("\"offset\":0");
    assertThat(first.key()).isNull();
    assertThat(first.headers().toArray())
        .extracting(header -> header.key())
        .containsExactlyInAnyOrder(
            RecordHeaders.SSE_ID, RecordHeaders.EVENT_KEY, RecordHeaders.RECEIVED_AT);
    assertThat(RawTopic.header(first, RecordHeaders.SSE_ID))
        .startsWith("[{\"topic\":\"eqiad.mediawiki.page-create\"");
    assertThat(EventKey.parse(RawTopic.header(first, RecordHeaders.EVENT_KEY))).isNotNull();
    assertThat(raw.records().get(1).value())
        .isEqualTo(new byte[] {'{', (byte) 0xff, (byte) 0xc3, '}'});
    ConsumerRecord<byte[], byte[]> large = raw.records().get(2);
    assertThat(large.value()).hasSize(64 * 1024);
    assertThat(RawTopic.header(large, RecordHeaders.FULL_SIZE)).isEqualTo("2000008");
    assertThat(RawTopic.header(large, RecordHeaders.FULL_SHA256)).hasSize(64);
  }

  @Test
  void letsOneInstanceOfTwoReadAndTheOtherTakeOver() {
    ConfigurableApplicationContext first = start();
    try (ConfigurableApplicationContext second = start()) {
      FeedStatus statusOfSecond = second.getBean(FeedStatus.class);
      await().atMost(LONG).until(() -> connected(first));
      simulator.publish(APage.named("A").at(begin));
      await().atMost(LONG).until(() -> raw.records().size() == 1);
      assertThat(simulator.openStreams()).isEqualTo(1);
      assertThat(statusOfSecond.of("page-create").connection()).isEqualTo(Connection.STOPPED);
      first.close();
      simulator.publish(APage.named("B").at(begin));
      await().atMost(LONG).until(() -> raw.records().size() == 2);
      assertThat(connected(second)).isTrue();
      assertThat(raw.keys()).doesNotHaveDuplicates();
    } finally {
      first.close();
    }
  }

  @Test
  void losesAndDoublesNothingWhileKafkaIsAway() throws Exception {
    List<PageCreation> pages =
        PageCreations.seeded(7, PageCreationOptions.plain()).between(begin, Instant.now(), 12_000);
    ProcessHandle kafka = kafka();
    try (ConfigurableApplicationContext running = start()) {
      simulator.publishAll(pages.subList(0, 1_000));
      await().atMost(LONG).until(() -> raw.records().size() > 200);
      signal(kafka, "STOP");
      try {
        simulator.publishAll(pages.subList(1_000, pages.size()));
        simulator.cutAll(Cut.PREMATURE);
        // longer than the session of the lease, which is lost and won again
        Instant until = Instant.now().plusSeconds(13);
        await().atMost(LONG).until(() -> Instant.now().isAfter(until));
      } finally {
        signal(kafka, "CONT");
      }
      await()
          .atMost(LONG)
          .until(() -> new HashSet<>(raw.keys()).size() == simulator.answers().in());
      assertThat(raw.keys()).doesNotHaveDuplicates();
    }
  }

  private static ProcessHandle kafka() {
    TestServers.bootstrapServers();
    return ProcessHandle.current().children().filter(IngestIT::isKafka).findFirst().orElseThrow();
  }

  private static boolean isKafka(ProcessHandle child) {
    try {
      // the command line is longer than what ProcessHandle gives
      return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
          .contains("KafkaLauncher");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void signal(ProcessHandle process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @Test
  void readsNothingWhenNoStreamIsNamed() {
    try (ConfigurableApplicationContext running =
        IngestApplication.start(simulator, prefix, "--tributary.ingest.wikimedia.streams=")) {
      assertThat(
              running.getBean(org.apache.camel.CamelContext.class).getRoute("ingest-page-create"))
          .isNotNull();
      assertThat(
              running
                  .getBean(org.apache.camel.CamelContext.class)
                  .getRouteController()
                  .getRouteStatus("ingest-page-create")
                  .isStarted())
          .isFalse();
      assertThat(simulator.connections()).isEmpty();
    }
  }

  private static boolean connected(ConfigurableApplicationContext context) {
    return context.getBean(FeedStatus.class).of("page-create").connection() == Connection.CONNECTED;
  }

  private ConfigurableApplicationContext start() {
    return IngestApplication.start(
        simulator, prefix, "--tributary.ingest.wikimedia.since=" + begin.minusSeconds(7200));
  }
}
