package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tributary.ingest.sse.ResumePoint.Reach;
import tributary.ingest.sse.StreamId.Entry;

/**
 * Cuts the reading of unsorted logs at every point, and resumes by the server's rule: from the
 * first entry of each topic whose time is not smaller than the one asked for.
 */
class ResumePointTest {
  private static final String EQIAD = "eqiad.mediawiki.page-create";
  private static final String CODFW = "codfw.mediawiki.page-create";
  private static final Instant NOW = Instant.parse("2026-02-26T12:00:00Z");
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  /** An event in the order in which the server has sent it. */
  record Sent(String topic, int offset, long time) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesNothingWhereverTheConnectionIsCut(long seed) {
    checkEveryCut(log(new Random(seed), 400, 0.02, 0.02, 0.05), OVERLAP, 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void losesNothingWithoutAnyOverlapEither(long seed) {
    checkEveryCut(log(new Random(seed), 400, 0.02, 0.02, 0.05), Duration.ZERO, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100})
  void losesNothingWhenItHasToComeCloser(int closer) {
    checkEveryCut(log(new Random(closer), 400, 0.02, 0.02, 0.05), OVERLAP, closer);
  }

  @Test
  void losesNothingWhenTheDataCentreChangesWhileWeAreAway() {
    List<Sent> sent = log(new Random(5), 300, 0, 0, 0);
    for (int cut = 1; cut <= sent.size(); cut++) {
      ResumePoint point = new ResumePoint("page-create");
      Map<String, Long> last = storeAll(point, sent.subList(0, cut));
      assertThat(last).containsOnlyKeys(EQIAD);
      long switched = last.get(EQIAD);
      Entry quiet = entryOf(point.entries(new Reach(NOW, OVERLAP, 0)), CODFW);
      // what the other data centre writes from the moment of the cut on
      assertThat(quiet.hasTimestamp()).isTrue();
      assertThat(quiet.timestamp()).isLessThan(switched);
    }
  }

  @Test
  void repeatsAFewHundredEventsAtMostHoweverAbsurdSomeTimesAre() {
    List<Sent> sent = log(new Random(9), 2_000, 0.02, 0.02, 0);
    ResumePoint point = new ResumePoint("page-create");
    storeAll(point, sent);
    Entry entry = entryOf(point.entries(new Reach(NOW, OVERLAP, 0)), EQIAD);
    long ordinary = NOW.toEpochMilli() - 400 * 1_000L;
    assertThat(entry.timestamp()).isGreaterThan(ordinary).isLessThan(NOW.toEpochMilli());
  }

  @Test
  void asksForNoTimeThatIsStillToCome() {
    ResumePoint point = new ResumePoint("page-create");
    long year2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();
    point.stored(Frames.id("page-create", year2099));
    assertThat(point.time(new Reach(NOW, OVERLAP, 0))).isEqualTo(NOW.minus(OVERLAP));
  }

  @Test
  void keepsARealOffsetOfATopicFromWhichNothingHasCome() {
    ResumePoint point = new ResumePoint("page-create");
    point.stored(
        ("[{\"topic\":\"%s\",\"partition\":0,\"offset\":77},"
                + "{\"topic\":\"%s\",\"partition\":0,\"timestamp\":1000001}]")
            .formatted(CODFW, EQIAD));
    assertThat(point.entries(new Reach(NOW, Duration.ofSeconds(1), 0)))
        .containsExactly(new Entry(CODFW, 0, -1, 77), Entry.at(EQIAD, 0, 999_001));
  }

  @Test
  void takesOnlyItsOwnTopicsFromAnIdOfASharedConnection() {
    ResumePoint point = new ResumePoint("page-create");
    point.stored(
        ("[{\"topic\":\"%s\",\"partition\":0,\"timestamp\":1000001},"
                + "{\"topic\":\"eqiad.mediawiki.recentchange\",\"partition\":0,\"timestamp\":5}]")
            .formatted(EQIAD));
    assertThat(point.entries(new Reach(NOW, Duration.ofSeconds(1), 0)))
        .containsExactly(Entry.at(EQIAD, 0, 999_001));
  }

  @Test
  void doesNotMindIdsThatAreNone() {
    ResumePoint point = new ResumePoint("page-create");
    for (String id : new String[] {null, "", "42", "[]", "[{]", "[{\"partition\":0}]", "{}"}) {
      point.stored(id);
    }
    assertThat(point.isKnown()).isFalse();
    assertThat(point.entries(new Reach(NOW, OVERLAP, 0))).isEmpty();
  }

  /** One event a second up to now, in disorder, on two topics. */
  private static List<Sent> log(Random random, int size, double late, double future, double quiet) {
    List<Sent> sent = new ArrayList<>();
    Map<String, Integer> offsets = new HashMap<>();
    long time = NOW.toEpochMilli() - size * 1_000L;
    for (int i = 0; i < size; i++) {
      time += 1_000;
      long own = time - random.nextInt(5_000);
      double kind = random.nextDouble();
      if (kind < late) {
        own = time - Duration.ofDays(random.nextInt(900)).toMillis();
      } else if (kind < late + future) {
        own = time + Duration.ofDays(random.nextInt(20_000)).toMillis();
      }
      String topic = random.nextDouble() < quiet ? CODFW : EQIAD;
      sent.add(new Sent(topic, offsets.merge(topic, 1, Integer::sum) - 1, own));
    }
    return sent;
  }

  private static void checkEveryCut(List<Sent> sent, Duration overlap, int closer) {
    for (int cut = 1; cut < sent.size(); cut++) {
      ResumePoint point = new ResumePoint("page-create");
      storeAll(point, sent.subList(0, cut));
      Set<Sent> got = new HashSet<>(sent.subList(0, cut));
      for (Entry entry : point.entries(new Reach(NOW, overlap, closer))) {
        got.addAll(served(sent, entry));
      }
      Set<Sent> wanted = new HashSet<>(sent);
      if (sent.subList(0, cut).stream().noneMatch(one -> one.topic().equals(CODFW))) {
        // nothing came from there yet: what stands there already, the connection had skipped
        wanted.removeIf(one -> one.topic().equals(CODFW));
        got.removeIf(one -> one.topic().equals(CODFW));
      }
      assertThat(got).as("cut behind event %d", cut).isEqualTo(wanted);
    }
  }

  private static List<Sent> served(List<Sent> sent, Entry entry) {
    List<Sent> log = sent.stream().filter(one -> one.topic().equals(entry.topic())).toList();
    int first = 0;
    while (first < log.size() && log.get(first).time() < entry.timestamp()) {
      first++;
    }
    return log.subList(first, log.size());
  }

  private static Map<String, Long> storeAll(ResumePoint point, List<Sent> events) {
    Map<String, Long> last = new HashMap<>();
    for (Sent event : events) {
      last.put(event.topic(), event.time() + 1);
      point.stored("[" + entry(EQIAD, last) + "," + entry(CODFW, last) + "]");
    }
    return last;
  }

  private static String entry(String topic, Map<String, Long> last) {
    Long time = last.get(topic);
    return "{\"topic\":\"%s\",\"partition\":0,%s}"
        .formatted(topic, time == null ? "\"offset\":-1" : "\"timestamp\":" + time);
  }

  private static Entry entryOf(List<Entry> entries, String topic) {
    return entries.stream().filter(one -> one.topic().equals(topic)).findFirst().orElseThrow();
  }
}
