package tributary.serve;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tributary.event.RecordHeaders;
import tributary.platform.DeadLetter;

/**
 * One dead letter as the API shows it; the order of the components is the order of the keys.
 *
 * @param topic the dead letter topic itself
 * @param sizeBytes of the event as it came, also when only its head was kept
 * @param replayed whether it was sent back to its source topic
 */
record DeadLetterView(
    String topic,
    int partition,
    long offset,
    Instant at,
    @Nullable String reason,
    @Nullable String error,
    @Nullable String sourceTopic,
    @Nullable Long sourcePartition,
    @Nullable Long sourceOffset,
    @Nullable Long attempts,
    long sizeBytes,
    String payload,
    String payloadEncoding,
    @Nullable String exception,
    boolean replayed) {
  private static final List<String> COLUMNS =
      List.of(
          "topic",
          "partition",
          "offset",
          "at",
          "reason",
          "error",
          "source_topic",
          "source_partition",
          "source_offset",
          "attempts",
          "size_bytes",
          "payload",
          "payload_encoding",
          "exception",
          "replayed");

  /**
   * @param topic name without prefix
   * @param replayedBelow first offset that was not replayed
   */
  static DeadLetterView of(
      String topic, ConsumerRecord<byte[], byte[]> record, long replayedBelow) {
    byte[] bytes = record.value() == null ? new byte[0] : record.value();
    String text = utf8(bytes);
    Long full = number(record, RecordHeaders.FULL_SIZE);
    return new DeadLetterView(
        topic,
        record.partition(),
        record.offset(),
        at(record),
        text(record, RecordHeaders.REASON),
        text(record, RecordHeaders.ERROR),
        text(record, RecordHeaders.SOURCE_TOPIC),
        number(record, RecordHeaders.SOURCE_PARTITION),
        number(record, RecordHeaders.SOURCE_OFFSET),
        number(record, RecordHeaders.ATTEMPTS),
        full == null ? bytes.length : full,
        text == null ? Base64.getEncoder().encodeToString(bytes) : text,
        text == null ? "base64" : "utf-8",
        text(record, RecordHeaders.EXCEPTION),
        record.offset() < replayedBelow);
  }

  static Table table(List<DeadLetterView> letters) {
    return new Table(COLUMNS, letters.stream().map(DeadLetterView::cells).toList());
  }

  /** When it was rejected; the record's own time when it does not say. */
  static Instant at(ConsumerRecord<byte[], byte[]> record) {
    String time = text(record, RecordHeaders.TIME);
    try {
      if (time != null) {
        return Instant.parse(time);
      }
    } catch (DateTimeException e) {
      // somebody else's record: its own time is the next best
    }
    return Instant.ofEpochMilli(record.timestamp());
  }

  @JsonIgnore
  private List<@Nullable Object> cells() {
    return Arrays.asList(
        topic,
        partition,
        offset,
        at,
        reason,
        error,
        sourceTopic,
        sourcePartition,
        sourceOffset,
        attempts,
        sizeBytes,
        payload,
        payloadEncoding,
        exception,
        replayed);
  }

  private static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String header) {
    return DeadLetter.text(record.headers(), header);
  }

  private static @Nullable Long number(ConsumerRecord<byte[], byte[]> record, String header) {
    String text = text(record, header);
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
