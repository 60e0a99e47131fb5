package tributary.simulator;

/**
 * Where one connection stands in one topic, and how the {@code id} of its events says so: {@code
 * offset:-1} before the first event from the end, a real offset before the first event after a
 * resume, and Kafka time plus 1 ms once an event was sent.
 */
final class TopicPosition {
  private final String topic;
  private final long start;
  private long next;
  private final boolean fromTheEnd;
  private boolean sentSomething;
  private long lastMillis;

  private TopicPosition(String topic, long next, boolean fromTheEnd) {
    this.topic = topic;
    this.start = next;
    this.next = next;
    this.fromTheEnd = fromTheEnd;
  }

  static TopicPosition fromTheEnd(String topic, long end) {
    return new TopicPosition(topic, end, true);
  }

  static TopicPosition at(String topic, long offset) {
    return new TopicPosition(topic, offset, false);
  }

  String topic() {
    return topic;
  }

  long next() {
    return next;
  }

  /** Retention may have passed us by while the client was slow. */
  void notBelow(long oldest) {
    next = Math.max(next, oldest);
  }

  void passed(LogEntry entry) {
    next = entry.offset() + 1;
  }

  void sent(LogEntry entry) {
    sentSomething = true;
    lastMillis = entry.millis();
  }

  void appendTo(StringBuilder id) {
    id.append("{\"topic\":\"").append(topic).append("\",\"partition\":0,");
    if (sentSomething) {
      id.append("\"timestamp\":").append(lastMillis + 1);
    } else {
      id.append("\"offset\":").append(fromTheEnd ? -1 : start);
    }
    id.append('}');
  }
}
