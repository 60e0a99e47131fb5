package tributary.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What is changed in the demo, minute by minute, as a function of seed and minute alone. Each hour
 * has the same number of events, which is what makes the offsets a function of the minute too;
 * within the hour they rise and fall, and come in bursts.
 */
final class ChangeHistory implements DemoStory {
  private static final ChangeOptions KINDS = ChangeOptions.realistic();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES = 60;
  private static final int CANARY_MINUTE = 15;
  private static final int BURST_MILLIS = 6_000;

  /** No wiki has more changes in a minute than these ids. */
  private static final long IDS_OF_A_MINUTE = 20_000;

  private final long seed;
  private final int eventsPerHour;

  ChangeHistory(long seed, int changesPerSecond) {
    this.seed = seed;
    this.eventsPerHour = changesPerSecond * 3_600;
  }

  @Override
  public String stream() {
    return Streams.RECENTCHANGE;
  }

  @Override
  public Duration slice() {
    return MINUTE;
  }

  @Override
  public long firstOffset(long minute) {
    long hour = Math.floorDiv(minute, MINUTES);
    int[] counts = counts(hour);
    int inHour = (int) Math.floorMod(minute, (long) MINUTES);
    long before = Arrays.stream(counts, 0, inHour).sum();
    return hour * (eventsPerHour + 1) + before + (inHour > CANARY_MINUTE ? 1 : 0);
  }

  /** One canary an hour. */
  @Override
  public long quietOffset(long minute) {
    long inHour = Math.floorMod(minute, (long) MINUTES);
    return Math.floorDiv(minute, MINUTES) + (inHour > CANARY_MINUTE ? 1 : 0);
  }

  @Override
  public List<ChangeEvent> events(long minute) {
    int inHour = (int) Math.floorMod(minute, (long) MINUTES);
    int count = counts(Math.floorDiv(minute, MINUTES))[inHour];
    Instant start = Instant.ofEpochSecond(minute * MINUTES);
    Random random = new Random(new Random(seed + 1).nextLong() ^ (minute * 0x9E3779B97F4A7C15L));
    long firstRcid = 1_000_000_000L + Math.floorMod(minute, 2_000_000L) * IDS_OF_A_MINUTE;
    Changes changes = Changes.seeded(random.nextLong(), KINDS, firstRcid);
    List<ChangeEvent> events = new ArrayList<>(count + 2);
    if (inHour == CANARY_MINUTE) {
      events.addAll(canaries(start, minute));
    }
    for (long millis : arrivals(random, count)) {
      events.add(changes.next(start.plusMillis(millis)));
    }
    return events;
  }

  private static List<ChangeEvent> canaries(Instant at, long minute) {
    List<ChangeEvent> both = new ArrayList<>();
    for (boolean quiet : new boolean[] {true, false}) {
      String id = "00000000-0000-4000-9000-%d%011d".formatted(quiet ? 1 : 0, minute);
      byte[] data = AChange.canary(at).withEventId(id).bytes();
      both.add(new ChangeEvent(quiet, at, data, Set.of(ChangeKind.CANARY)));
    }
    return both;
  }

  /** Events of each minute of the hour: half to twice the mean, four times in a busy one. */
  private int[] counts(long hour) {
    Random random = new Random(new Random(seed).nextLong() ^ (hour * 0xC2B2AE3D27D4EB4FL));
    double[] weights = new double[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      weights[i] = random.nextInt(12) == 0 ? 4 : 0.5 + random.nextDouble();
    }
    double all = Arrays.stream(weights).sum();
    int[] counts = new int[MINUTES];
    double due = 0;
    int given = 0;
    for (int i = 0; i < MINUTES; i++) {
      due += weights[i] / all * eventsPerHour;
      counts[i] = i == MINUTES - 1 ? eventsPerHour - given : (int) due - given;
      given += counts[i];
    }
    return counts;
  }

  /** Milliseconds into the minute, sorted: a fifth of them in one burst of seconds. */
  private static long[] arrivals(Random random, int count) {
    int burst = random.nextInt(60_000 - BURST_MILLIS);
    long[] arrivals = new long[count];
    for (int i = 0; i < count; i++) {
      arrivals[i] =
          random.nextInt(5) == 0 ? burst + random.nextInt(BURST_MILLIS) : random.nextInt(60_000);
    }
    Arrays.sort(arrivals);
    return arrivals;
  }
}
