package tributary.platform.kafkabatch;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records for Kafka that belong together: the exchange goes on when all of them are acknowledged.
 *
 * @param records each with the prefixed name of its topic
 */
public record Outgoing(List<ProducerRecord<byte[], byte[]>> records) {}
