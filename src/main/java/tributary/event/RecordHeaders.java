package tributary.event;

/** Names of the Kafka record headers that Tributary writes; values are UTF-8 text. */
public final class RecordHeaders {
  /** Raw: the SSE {@code id} of the event exactly as it came; its position in the source. */
  public static final String SSE_ID = "sse-id";

  /**
   * Raw: what makes this event one event, 32 hexadecimal digits: derived from {@code meta.id}, or,
   * for a record without one, from its bytes, its position and how often that pair was met.
   */
  public static final String EVENT_KEY = "event-key";

  /** Raw: when we received the event, ISO 8601. */
  public static final String RECEIVED_AT = "received-at";

  /** Raw: full size in bytes of an event of which only the head was kept; absent otherwise. */
  public static final String FULL_SIZE = "full-size";

  /** Raw: SHA-256 (hexadecimal) of the whole of an event of which only the head was kept. */
  public static final String FULL_SHA256 = "full-sha256";

  /** Raw: offset of the raw record that this one repeats after a dead letter was replayed. */
  public static final String REPLAY_OF = "replay-of";

  /** Clean: offset of the raw record from which this event was made. */
  public static final String RAW_OFFSET = "raw-offset";

  /** Clean: partition of the raw record from which this event was made. */
  public static final String RAW_PARTITION = "raw-partition";

  /** Clean: set on an event that comes back because its time has come. */
  public static final String RELEASED = "released";

  /**
   * Minute: offset of the clean topic; a summary speaks of the records of its partition below it.
   */
  public static final String CLEAN_OFFSET = "clean-offset";

  /** Dead letter: a short machine-readable reason, such as {@code not-json}. */
  public static final String REASON = "reason";

  /** Dead letter: what exactly was wrong, in a sentence. */
  public static final String ERROR = "error";

  /** Dead letter: class of the exception. */
  public static final String EXCEPTION = "exception";

  public static final String SOURCE_TOPIC = "source-topic";
  public static final String SOURCE_PARTITION = "source-partition";
  public static final String SOURCE_OFFSET = "source-offset";

  /** Dead letter: when it was rejected, ISO 8601. */
  public static final String TIME = "time";

  /** Dead letter and replay: how often the record was tried. */
  public static final String ATTEMPTS = "attempts";

  private RecordHeaders() {}
}
