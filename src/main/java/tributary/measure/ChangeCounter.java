package tributary.measure;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import tributary.event.Change;
import tributary.event.ChangeJson;
import tributary.event.MalformedEvent;
import tributary.event.summary.ChangeFacts;
import tributary.platform.EventTimeSettings;

/**
 * Counts the changes of one partition of the clean topic into their minutes, each identity once,
 * and sends changed minutes as absolute values. One pass: what is counted stays where the record
 * was read, nothing is sent to another partition.
 */
final class ChangeCounter implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STATE = "minutes";

  private final MeasureSettings settings;
  private final EventTimeSettings times;
  private final MeasureMeters meters;
  private final Clock clock;
  private final int largestValue;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable MinuteState state;
  private boolean moved;
  private boolean atBeginning;

  /**
   * @param largestValue bytes that the topics take
   */
  ChangeCounter(
      MeasureSettings settings,
      EventTimeSettings times,
      MeasureMeters meters,
      Clock clock,
      int largestValue) {
    this.settings = settings;
    this.times = times;
    this.meters = meters;
    this.clock = clock;
    this.largestValue = largestValue;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> opened) {
    context = opened;
    MinuteState restored =
        new MinuteState(
            opened.getStateStore(STATE), settings.limits(), settings.openMinutes(), largestValue);
    state = restored;
    moved = !restored.isFresh();
    atBeginning = restored.isFresh();
    BeforeCommit commit = opened.getStateStore(BeforeCommit.NAME);
    commit.call(restored::write);
    opened.schedule(settings.interval(), PunctuationType.WALL_CLOCK_TIME, now -> send());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    MinuteState counted = state();
    long offset = context().recordMetadata().orElseThrow().offset();
    Change change = read(record.value());
    if (change == null) {
      // the store stage sends it to the dead letters
      counted.progress(progress(counted, offset, Outcome.MALFORMED, null));
      return;
    }
    Instant at = change.at();
    int minute = MinuteKey.minuteOf(at);
    if (atBeginning && offset > 0) {
      // the records before this one are gone, and with them a part of its minute
      int floor = minute + (int) settings.lead().toMinutes() + 1;
      counted.progress(withFloor(counted.progress(), floor));
    }
    atBeginning = false;
    Outcome outcome = count(counted, change, record.key(), minute, offset);
    counted.progress(progress(counted, offset, outcome, at));
    meters.count(outcome);
  }

  private Outcome count(
      MinuteState counted, Change change, byte @Nullable [] key, int minute, long offset) {
    if (times.isEarly(change.at(), clock.instant())) {
      return Outcome.EARLY;
    }
    long identity = key == null ? IdentitySet.hash(change.identity()) : IdentitySet.hash(key);
    if (counted.knows(identity)) {
      return Outcome.KNOWN;
    }
    if (minute < counted.progress().floor()) {
      counted.recount(minute, offset);
      return Outcome.OLD;
    }
    counted.count(minute, identity, ChangeFacts.of(change));
    return Outcome.MEASURED;
  }

  private static @Nullable Change read(byte @Nullable [] value) {
    try {
      return ChangeJson.read(value);
    } catch (MalformedEvent e) {
      return null;
    }
  }

  private Progress progress(
      MinuteState counted, long offset, Outcome outcome, @Nullable Instant at) {
    moved = true;
    Progress before = counted.progress();
    boolean timed = at != null && outcome != Outcome.EARLY;
    long time = timed ? Objects.requireNonNull(at).toEpochMilli() : 0;
    return new Progress(
        Math.max(before.nextOffset(), offset + 1),
        before.floor(),
        before.measured() + (outcome == Outcome.MEASURED ? 1 : 0),
        before.known() + (outcome == Outcome.KNOWN ? 1 : 0),
        before.old() + (outcome == Outcome.OLD ? 1 : 0),
        before.early() + (outcome == Outcome.EARLY ? 1 : 0),
        timed ? Math.max(before.newest(), time) : before.newest(),
        timed ? Math.min(before.oldest(), time) : before.oldest());
  }

  private static Progress withFloor(Progress progress, int floor) {
    return new Progress(
        progress.nextOffset(),
        Math.max(progress.floor(), floor),
        progress.measured(),
        progress.known(),
        progress.old(),
        progress.early(),
        progress.newest(),
        progress.oldest());
  }

  /** How a change ended here. */
  enum Outcome {
    MEASURED,
    KNOWN,
    OLD,
    EARLY,
    MALFORMED
  }

  private void send() {
    if (!moved) {
      return;
    }
    MinuteState counted = state();
    int partition = context().taskId().partition();
    long next = counted.progress().nextOffset();
    counted.send(
        (minute, summary) ->
            forward(new MinuteKey(MinuteKey.Kind.MINUTE, minute, partition), summary, next),
        (minute, offset) ->
            forward(new MinuteKey(MinuteKey.Kind.RECOUNT, minute, partition), new byte[0], offset));
    forward(
        new MinuteKey(MinuteKey.Kind.PROGRESS, 0, partition), counted.progress().encode(), next);
    Integer newest = counted.newestMinute();
    if (newest != null) {
      int oldest = (int) (newest - settings.retention().toMinutes());
      counted.forget(
          settings.rememberedChanges(),
          oldest,
          minute -> counted.progress(withFloor(counted.progress(), minute + 1)));
    }
    counted.write();
    moved = false;
    context().commit();
  }

  private void forward(MinuteKey key, byte[] value, long offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        tributary.event.RecordHeaders.CLEAN_OFFSET,
        Long.toString(offset).getBytes(StandardCharsets.US_ASCII));
    context().forward(new Record<>(key.encode(), value, clock.millis(), headers));
  }

  private ProcessorContext<byte[], byte[]> context() {
    return Objects.requireNonNull(context);
  }

  private MinuteState state() {
    return Objects.requireNonNull(state);
  }
}
