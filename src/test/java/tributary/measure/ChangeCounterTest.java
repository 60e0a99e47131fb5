package tributary.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.RecordHeaders;
import tributary.event.Topics;
import tributary.event.summary.RandomChanges;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;
import tributary.platform.EventTimeSettings;
import tributary.platform.TopicSettings;

/** One partition, from clean records to absolute minutes. */
class ChangeCounterTest {
  private static final Instant BEGIN = Instant.parse("2026-02-26T12:00:00Z");
  private static final Instant NOW = Instant.parse("2026-02-26T19:32:00Z");

  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> clean;
  private TestOutputTopic<byte[], byte[]> minutes;

  /** The newest of each, as a compacted topic keeps them. */
  private final Map<Integer, Summary> summaries = new TreeMap<>();

  private final Map<Integer, Long> recounts = new TreeMap<>();
  private Progress progress = Progress.NONE;

  private void start(String... settings) {
    MeasureSettings measure = Settings.measure(settings);
    TopicSettings topics = Settings.topics();
    MeasureTopology topology =
        new MeasureTopology(
            measure,
            new EventTimeSettings(Duration.ofMinutes(5)),
            topics,
            new MeasureMeters(new SimpleMeterRegistry()),
            Clock.fixed(NOW, ZoneOffset.UTC));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-asked:1");
    driver = new TopologyTestDriver(topology.topology(), properties);
    clean =
        driver.createInputTopic(
            Topics.RECENTCHANGE_CLEAN, new ByteArraySerializer(), new ByteArraySerializer());
    minutes =
        driver.createOutputTopic(
            Topics.RECENTCHANGE_MINUTES, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      driver.close();
    }
  }

  private void pipe(Change change) {
    clean.pipeInput(change.identity().getBytes(StandardCharsets.UTF_8), ChangeJson.write(change));
  }

  /** Lets a second pass and takes what comes. */
  private void second() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    for (TestRecord<byte[], byte[]> record : minutes.readRecordsToList()) {
      MinuteKey key = MinuteKey.decode(record.key());
      long offset =
          Long.parseLong(
              new String(
                  record.headers().lastHeader(RecordHeaders.CLEAN_OFFSET).value(),
                  StandardCharsets.UTF_8));
      switch (key.kind()) {
        case MINUTE ->
            summaries.put(
                key.minute(),
                Summary.decode(Summary.Parts.split(record.value()), SummaryLimits.DEFAULT));
        case RECOUNT -> recounts.merge(key.minute(), offset, Math::max);
        case PROGRESS -> progress = Progress.decode(record.value());
      }
    }
  }

  @Property(tries = 15)
  void equalsARecountWhateverComesLateOrAgain(@ForAll long seed) {
    start();
    List<Change> story = Changes.story(Math.abs(seed % 1_000), BEGIN, 40, 600);
    for (int i = 0; i < story.size(); i++) {
      pipe(story.get(i));
      if (i % 37 == 0) {
        second();
      }
    }
    second();
    driver.close();
    Map<Integer, Summary> expected = Recount.of(story);
    assertThat(summaries).isEqualTo(expected);
    assertThat(recounts).isEmpty();
    assertThat(progress.nextOffset()).isEqualTo(story.size());
    assertThat(progress.measured() + progress.known()).isEqualTo(story.size());
    summaries.clear();
  }

  @Property(tries = 15)
  void asksForEveryMinuteThatHadLeftMemory(@ForAll long seed) {
    start("remembered-changes=200", "open-minutes=2");
    List<Change> story = Changes.story(Math.abs(seed % 1_000), BEGIN, 60, 900);
    for (int i = 0; i < story.size(); i++) {
      pipe(story.get(i));
      if (i % 50 == 0) {
        second();
      }
    }
    second();
    driver.close();
    Map<Integer, Summary> expected = new HashMap<>(Recount.of(story));
    assertThat(recounts).isNotEmpty();
    assertThat(progress.old()).isPositive();
    recounts.keySet().forEach(expected::remove);
    Map<Integer, Summary> counted = new HashMap<>(summaries);
    recounts.keySet().forEach(counted::remove);
    assertThat(counted).as("minutes that nobody asked to recount are right").isEqualTo(expected);
    // the newest change of a minute that left memory is what the recount has to hold
    Map<Integer, Long> last = new HashMap<>();
    Set<String> known = new HashSet<>();
    for (int i = 0; i < story.size(); i++) {
      if (known.add(story.get(i).identity())) {
        last.put(MinuteKey.minuteOf(story.get(i).at()), (long) i);
      }
    }
    recounts.forEach(
        (minute, offset) -> assertThat(offset).isGreaterThanOrEqualTo(last.get(minute)));
    summaries.clear();
    recounts.clear();
  }

  @Test
  void hasItsStateWrittenBeforeEveryCommit() {
    start("interval=1m");
    pipe(Changes.at(BEGIN, 1, RandomChanges.of(1, 1, 9).get(0)));
    KeyValueStore<byte[], byte[]> state = driver.getKeyValueStore(ChangeCounter.STATE);
    assertThat(minutes.isEmpty()).as("no second has passed").isTrue();
    MinuteState restored = new MinuteState(state, SummaryLimits.DEFAULT, 4, 1_000_000);
    assertThat(restored.progress().nextOffset()).isEqualTo(1);
    assertThat(restored.newestMinute())
        .as("the driver commits after each record, and the state must hold it by then")
        .isEqualTo(MinuteKey.minuteOf(BEGIN));
  }

  @Test
  void leavesChangesFromTheFutureForTheirTime() {
    start();
    Change early = Changes.at(NOW.plus(Duration.ofMinutes(6)), 1, RandomChanges.of(1, 1, 9).get(0));
    Change soon = Changes.at(NOW.plus(Duration.ofMinutes(4)), 2, RandomChanges.of(2, 1, 9).get(0));
    pipe(early);
    pipe(soon);
    second();
    assertThat(summaries).isEqualTo(Recount.of(List.of(soon)));
    assertThat(progress.early()).isEqualTo(1);
    assertThat(progress.newest()).isEqualTo(soon.at().toEpochMilli());
  }

  @Test
  void passesWhatItCannotRead() {
    start();
    clean.pipeInput(
        "enwiki:r1".getBytes(StandardCharsets.UTF_8), "{".getBytes(StandardCharsets.UTF_8));
    clean.pipeInput(new byte[0], new byte[0]);
    Change change = Changes.at(BEGIN, 2, RandomChanges.of(2, 1, 9).get(0));
    pipe(change);
    second();
    assertThat(summaries).isEmpty();
    assertThat(recounts)
        .as(
            "whether a minute lost records before these cannot be told: it is counted from the store")
        .containsOnlyKeys(MinuteKey.minuteOf(BEGIN));
    assertThat(progress.nextOffset()).isEqualTo(3);
  }
}
