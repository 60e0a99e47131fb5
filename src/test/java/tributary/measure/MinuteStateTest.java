package tributary.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tributary.event.Change;
import tributary.event.summary.ChangeFacts;
import tributary.event.summary.RandomChanges;
import tributary.event.summary.Summary;
import tributary.event.summary.SummaryLimits;

/** What is in memory can be made from the state alone, whenever it was written. */
class MinuteStateTest {
  private static final Instant BEGIN = Instant.parse("2026-02-26T12:00:00Z");
  private static final int LARGEST = 1_000_000;

  private final Map<Integer, Summary> sent = new TreeMap<>();
  private final Map<Integer, Long> askedFor = new TreeMap<>();

  private static MinuteState on(PlainStore store, int openMinutes) {
    return new MinuteState(store, SummaryLimits.DEFAULT, openMinutes, LARGEST);
  }

  private static boolean count(MinuteState state, Change change) {
    long identity = IdentitySet.hash(change.identity());
    if (state.knows(identity)) {
      return false;
    }
    state.count(MinuteKey.minuteOf(change.at()), identity, ChangeFacts.of(change));
    return true;
  }

  private void send(MinuteState state) {
    state.send(
        (minute, bytes) ->
            sent.put(minute, Summary.decode(Summary.Parts.split(bytes), SummaryLimits.DEFAULT)),
        askedFor::put);
  }

  @Property(tries = 40)
  void losesAndDoublesNothingWhenItIsKilledBetweenCommits(@ForAll long seed) {
    Random random = new Random(seed);
    List<Change> story = Changes.story(Math.abs(seed % 1_000), BEGIN, 30, 800);
    PlainStore store = new PlainStore();
    MinuteState state = on(store, 3);
    sent.clear();
    int committed = 0;
    for (int i = 0; i < story.size(); i++) {
      count(state, story.get(i));
      if (random.nextInt(40) == 0) {
        send(state);
      }
      if (random.nextInt(60) == 0) {
        state.write();
        store.commit();
        committed = i + 1;
      }
      if (random.nextInt(200) == 0) {
        store.rollBack();
        state = on(store, 3);
        i = committed - 1;
      }
    }
    send(state);
    assertThat(sent).isEqualTo(Recount.of(story));
  }

  @Test
  void sendsEachMinuteOnlyWhenItChanged() {
    MinuteState state = on(new PlainStore(), 4);
    List<ChangeFacts> facts = RandomChanges.of(1, 3, 9);
    count(state, Changes.at(BEGIN, 1, facts.get(0)));
    count(state, Changes.at(BEGIN.plusSeconds(60), 2, facts.get(1)));
    send(state);
    assertThat(sent).hasSize(2);
    sent.clear();
    count(state, Changes.at(BEGIN, 3, facts.get(2)));
    send(state);
    assertThat(sent).containsOnlyKeys(MinuteKey.minuteOf(BEGIN));
    assertThat(sent.get(MinuteKey.minuteOf(BEGIN)).totals().events()).isEqualTo(2);
  }

  @Test
  void asksForARecountUntilItWasSent() {
    PlainStore store = new PlainStore();
    MinuteState state = on(store, 4);
    state.recount(7, 100);
    state.recount(7, 101);
    state.write();
    MinuteState restored = on(store, 4);
    send(restored);
    assertThat(askedFor).isEqualTo(Map.of(7, 101L));
    askedFor.clear();
    send(on(store, 4));
    assertThat(askedFor).isEmpty();
  }

  @Test
  void forgetsTheOldestMinutesAndLeavesNothingOfThem() {
    PlainStore store = new PlainStore();
    MinuteState state = on(store, 4);
    List<ChangeFacts> facts = RandomChanges.of(1, 100, 9);
    for (int i = 0; i < 100; i++) {
      count(state, Changes.at(BEGIN.plusSeconds(60L * (i / 10)), i, facts.get(i)));
    }
    send(state);
    List<Integer> forgotten = new ArrayList<>();
    int first = MinuteKey.minuteOf(BEGIN);
    state.forget(50, first + 3, forgotten::add);
    assertThat(forgotten).containsExactly(first, first + 1, first + 2, first + 3, first + 4);
    state.write();
    MinuteState restored = on(store, 4);
    assertThat(restored.knows(IdentitySet.hash(Changes.at(BEGIN, 0, facts.get(0)).identity())))
        .isFalse();
    sent.clear();
    send(restored);
    assertThat(sent).hasSize(5).doesNotContainKey(first + 4);
    assertThat(store.approximateNumEntries())
        .as("five minutes in two parts, and progress")
        .isEqualTo(11);
  }

  @Test
  void keepsABusyMinuteWithinARecord() {
    PlainStore store = new PlainStore();
    MinuteState state = on(store, 4);
    List<ChangeFacts> facts = RandomChanges.of(3, 60_000, 4_000_000);
    for (int i = 0; i < facts.size(); i++) {
      count(state, Changes.at(BEGIN, i, facts.get(i)));
    }
    send(state);
    Summary summary = sent.get(MinuteKey.minuteOf(BEGIN));
    assertThat(summary.totals().events()).isEqualTo(60_000);
    assertThat(summary.encode().joined().length).isLessThan(LARGEST);
    assertThat(
            on(store, 4)
                .knows(IdentitySet.hash(Changes.at(BEGIN, 59_999, facts.get(59_999)).identity())))
        .isTrue();
  }
}
