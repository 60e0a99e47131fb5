package tributary.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event on its way into the tables.
 *
 * @param early its time has not come
 * @param requests of this event alone
 * @param shared requests with rows of other events too
 * @param markers index rows that are written with it
 */
record Arrival<E>(
    int partition,
    ConsumerRecord<byte[], byte[]> record,
    E event,
    boolean early,
    List<CompletableFuture<?>> requests,
    List<CompletableFuture<?>> shared,
    List<Object> markers) {

  Arrival(int partition, ConsumerRecord<byte[], byte[]> record, E event, boolean early) {
    this(partition, record, event, early, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }
}
