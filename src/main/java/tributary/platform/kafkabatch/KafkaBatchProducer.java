package tributary.platform.kafkabatch;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import tributary.platform.KafkaPublisher;

/** Sends all records of an {@link Outgoing}; the exchange goes on when the last is acknowledged. */
class KafkaBatchProducer extends DefaultAsyncProducer {
  private final KafkaPublisher publisher;

  KafkaBatchProducer(KafkaBatchEndpoint endpoint, KafkaPublisher publisher) {
    super(endpoint);
    this.publisher = publisher;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    CompletableFuture<?> all;
    try {
      Outgoing outgoing = exchange.getMessage().getMandatoryBody(Outgoing.class);
      all =
          CompletableFuture.allOf(
              outgoing.records().stream().map(publisher::send).toArray(CompletableFuture[]::new));
    } catch (Exception e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
    all.whenComplete(
        (nothing, error) -> {
          if (error != null) {
            exchange.setException(error);
          }
          callback.done(false);
        });
    return false;
  }
}
