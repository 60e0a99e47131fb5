package tributary.platform.kafkabatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

/** A position that could not be committed is committed later, while its partition is ours. */
class AssignmentsTest {
  private static final TopicPartition ONE = new TopicPartition("topic", 1);
  private static final TopicPartition TWO = new TopicPartition("topic", 2);

  private final Assignments assignments = new Assignments();
  private final Refusing consumer = new Refusing();

  private static final class Refusing extends MockConsumer<byte[], byte[]> {
    private boolean refuses;
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    Refusing() {
      super(OffsetResetStrategy.EARLIEST);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      if (refuses) {
        throw new RebalanceInProgressException("not now");
      }
      offsets.forEach((partition, position) -> committed.put(partition, position.offset()));
    }
  }

  @Test
  void whatARebalanceRefusedIsCommittedWhenItIsOver() {
    begin();
    consumer.refuses = true;
    assertThat(assignments.commit(consumer, batch(ONE, 7))).as("refused").isTrue();
    assertThat(assignments.commitPending(consumer)).as("refused").isTrue();
    assertThat(consumer.committed).isEmpty();
    consumer.refuses = false;
    assertThat(assignments.commitPending(consumer)).as("refused").isFalse();
    assertThat(consumer.committed).containsExactly(Map.entry(ONE, 8L));
  }

  @Test
  void whatWasTakenFromUsMeanwhileIsLeftToOthers() {
    begin();
    consumer.refuses = true;
    assignments.commit(consumer, batch(ONE, 7));
    assignments.commit(consumer, batch(TWO, 3));
    assignments.revoked(List.of(ONE));
    consumer.rebalance(List.of(TWO));
    consumer.refuses = false;
    assignments.commitPending(consumer);
    assertThat(consumer.committed).containsExactly(Map.entry(TWO, 4L));
  }

  @Test
  void aLaterBatchTakesThePlaceOfAPositionThatWaits() {
    begin();
    consumer.refuses = true;
    assignments.commit(consumer, batch(ONE, 7));
    consumer.refuses = false;
    assignments.commit(consumer, batch(ONE, 9));
    assignments.commitPending(consumer);
    assertThat(consumer.committed).containsExactly(Map.entry(ONE, 10L));
  }

  private void begin() {
    consumer.subscribe(List.of("topic"));
    consumer.rebalance(List.of(ONE, TWO));
    assignments.assigned(List.of(ONE, TWO));
  }

  private RecordBatch batch(TopicPartition partition, long offset) {
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(
            new ConsumerRecord<>("topic", partition.partition(), offset, new byte[0], new byte[0]));
    return assignments.batch("topic", new ConsumerRecords<>(Map.of(partition, records)));
  }
}
