package tributary.platform.kafkabatch;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll gave of one topic: for each partition its records in order.
 *
 * @param topic the topic without prefix
 * @param parts one for each partition that gave anything
 */
public record RecordBatch(String topic, List<Part> parts) {

  /**
   * @param partition of the topic
   * @param assignment counts the assignments in this process: when it differs from the last one,
   *     somebody else may have worked on the partition meanwhile, and what is remembered of it is
   *     to be loaded anew
   * @param firstOffset where the committed position stands: the offset of the first record
   * @param records in the order of their offsets, never empty
   */
  public record Part(
      int partition,
      long assignment,
      long firstOffset,
      List<ConsumerRecord<byte[], byte[]>> records) {}

  public int size() {
    return parts.stream().mapToInt(part -> part.records().size()).sum();
  }
}
