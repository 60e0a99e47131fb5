package tributary.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tributary.event.RecordHeaders;
import tributary.event.Topics;

/**
 * Makes the record that parks a rejected one: its bytes and headers as they were, and the cause.
 */
public final class DeadLetter {
  private DeadLetter() {}

  /**
   * @param rejected the record, from a topic with prefix
   * @param plainTopic its topic without prefix
   * @param reason short and machine-readable, such as {@code not-json}
   * @param error what was wrong, in a sentence
   * @param exception class name of the cause
   */
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> rejected,
      String plainTopic,
      String reason,
      String error,
      String exception,
      Instant now) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topics.deadLettersOf(rejected.topic()), null, rejected.key(), rejected.value());
    Headers headers = letter.headers();
    for (Header header : rejected.headers()) {
      headers.add(header);
    }
    String attempts = text(rejected.headers(), RecordHeaders.ATTEMPTS);
    put(headers, RecordHeaders.REASON, reason);
    put(headers, RecordHeaders.ERROR, error);
    put(headers, RecordHeaders.EXCEPTION, exception);
    put(headers, RecordHeaders.SOURCE_TOPIC, plainTopic);
    put(headers, RecordHeaders.SOURCE_PARTITION, String.valueOf(rejected.partition()));
    put(headers, RecordHeaders.SOURCE_OFFSET, String.valueOf(rejected.offset()));
    put(headers, RecordHeaders.TIME, now.toString());
    put(headers, RecordHeaders.ATTEMPTS, attempts == null ? "1" : attempts);
    return letter;
  }

  /** The text of a header, or null when there is none. */
  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
