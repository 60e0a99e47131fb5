package tributary.serve;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** Kafka did not answer in time: nothing is wrong with the request. */
final class KafkaAway extends RuntimeException {
  KafkaAway(Throwable cause) {
    super("Kafka does not answer", cause);
  }

  static boolean is(Throwable error) {
    return error instanceof KafkaAway
        || error instanceof TimeoutException
        || error instanceof RetriableException;
  }
}
