package tributary.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What pages are created in the demo, as a function of seed and hour alone: a demo that is started
 * again publishes the same events at the same offsets for the same hours. Each hour has the same
 * number of events, which is what makes the offsets a function of the hour too.
 */
final class DemoHistory implements DemoStory {
  private static final PageCreationOptions KINDS = PageCreationOptions.realistic();
  private static final Duration HOUR = Duration.ofHours(1);

  /** Of an hour's events one is the active topic's canary. */
  private static final int CANARY_SECOND = 15 * 60;

  private static final int BURSTS = 12;

  private final long seed;
  private final int eventsPerHour;

  DemoHistory(long seed, int eventsPerHour) {
    this.seed = seed;
    this.eventsPerHour = eventsPerHour;
  }

  @Override
  public String stream() {
    return Streams.PAGE_CREATE;
  }

  @Override
  public Duration slice() {
    return HOUR;
  }

  /** Offset of the hour's first event in the active topic. */
  @Override
  public long firstOffset(long hour) {
    return hour * eventsPerHour;
  }

  /** Offset of the hour's only event in the quiet topic. */
  @Override
  public long quietOffset(long hour) {
    return hour;
  }

  /** Everything that comes in during the hour, in the order of the log. */
  @Override
  public List<PageCreation> events(long hour) {
    Instant start = Instant.ofEpochSecond(hour * HOUR.toSeconds());
    long hourSeed = new Random(seed).nextLong() ^ (hour * 0x9E3779B97F4A7C15L);
    Random random = new Random(hourSeed);
    // no two hours of the same two years share a page id, and ids look like those of real wikis
    long firstPageId = 50_000_000L + Math.floorMod(hour, 20_000L) * 10_000L;
    PageCreations pages = PageCreations.seeded(random.nextLong(), KINDS, firstPageId);
    Instant canaryAt = start.plusSeconds(CANARY_SECOND);
    List<PageCreation> events = new ArrayList<>(eventsPerHour + 1);
    boolean canarySent = false;
    for (long millis : arrivals(random)) {
      Instant at = start.plusMillis(millis);
      if (!canarySent && !at.isBefore(canaryAt)) {
        events.addAll(canaries(canaryAt, hour));
        canarySent = true;
      }
      events.add(pages.next(at));
    }
    if (!canarySent) {
      events.addAll(canaries(canaryAt, hour));
    }
    return events;
  }

  private static List<PageCreation> canaries(Instant at, long hour) {
    List<PageCreation> both = new ArrayList<>();
    for (boolean quiet : new boolean[] {true, false}) {
      String id = "00000000-0000-4000-8000-%d%011d".formatted(quiet ? 1 : 0, hour);
      byte[] data = APage.canary(at).withEventId(id).bytes();
      both.add(new PageCreation(quiet, at, data, java.util.Set.of(Kind.CANARY)));
    }
    return both;
  }

  /** Milliseconds into the hour, sorted: most of them at random, the rest in bursts of seconds. */
  private long[] arrivals(Random random) {
    long[] arrivals = new long[eventsPerHour - 1];
    long[] bursts = random.longs(BURSTS, 0, HOUR.toMillis() - 8_000).toArray();
    for (int i = 0; i < arrivals.length; i++) {
      arrivals[i] =
          random.nextInt(7) == 0
              ? bursts[random.nextInt(BURSTS)] + random.nextInt(8_000)
              : (long) (random.nextDouble() * HOUR.toMillis());
    }
    Arrays.sort(arrivals);
    return arrivals;
  }
}
